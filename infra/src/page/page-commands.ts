/** What a command of a page needs besides npm. */
export const needs = ['nothing', 'network', 'docker', 'aws', 'server', 'host'] as const;

export type Need = (typeof needs)[number];

/** One line that a reader types; with its continuations. */
export interface PageCommand {
  command: string;
  need: Need;
  /** Line of the page. */
  line: number;
}

/**
 * Every command of a page of documentation: what stands in its blocks marked `sh`. A second word says
 * what the block needs: `network` beyond npm's registry, `docker`, `aws` for an account, `server` for
 * one that is deployed, `host` for a program that is connected to it.
 *
 * @throws Error for a block whose mark nobody knows.
 */
export function pageCommands(markdown: string): PageCommand[] {
  const found: PageCommand[] = [];
  let block: { need: Need; lines: string[]; line: number } | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, language, mark = 'nothing'] = /^\s*```(sh)?(?: (\S+))?\s*$/.exec(text) ?? [];
    if (block !== undefined && text.trim() === '```') {
      found.push(...commandsOf(block));
      block = undefined;
    } else if (block !== undefined) {
      block.lines.push(text.trim());
    } else if (language === 'sh') {
      block = { need: needOf(mark, index + 1), lines: [], line: index + 2 };
    }
  }
  return found;
}

const programs = ['aws', 'claude', 'curl', 'docker', 'git', 'node', 'npm', 'npx', 'uvx'];

/** Commands that stand in the text of a page between backticks. */
export function mentionedCommands(markdown: string): string[] {
  const text = markdown.replaceAll(/^\s*```[\s\S]*?^\s*```$/gm, '');
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => code.includes(' ') && programs.includes(code.split(' ')[0] ?? ''));
}

function needOf(mark: string, line: number): Need {
  const need = needs.find((name) => name === mark);
  if (need !== undefined) return need;
  throw new Error(`Line ${line} marks commands as ${mark}, which is none of ${needs.join(', ')}.`);
}

function commandsOf({ need, lines, line }: { need: Need; lines: string[]; line: number }) {
  const commands: PageCommand[] = [];
  let begun: PageCommand | undefined;
  for (const [index, text] of lines.entries()) {
    begun ??= { command: '', need, line: line + index };
    begun.command += begun.command === '' ? text : `\n${text}`;
    if (text.endsWith('\\')) continue;
    if (text !== '') commands.push(begun);
    begun = undefined;
  }
  return commands;
}
