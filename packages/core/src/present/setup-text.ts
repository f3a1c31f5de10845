import type { SetupReport } from '../model/setup-report.ts';
import { widestText } from './fit-text.ts';
import { setupAccounts } from './setup-accounts.ts';
import { setupPermissions } from './setup-permissions.ts';
import { plainStyle, type TextStyle } from './text-style.ts';
import { hanging } from './hanging-text.ts';
import { visibleText } from './visible-text.ts';

/**
 * How a setup check is written.
 *
 * @example
 * const options: PresentSetupOptions = { width: 100 };
 */
export interface PresentSetupOptions {
  /** Columns of the terminal. Default 80. */
  width?: number | undefined;
  /** Plain by default. */
  style?: TextStyle | undefined;
}

const verdicts = {
  ready: 'Everything is there that reports need.',
  incomplete: 'Something is missing.',
  'no-credentials': 'Nothing could be checked, because AWS could not be asked.',
} as const satisfies Record<SetupReport['status'], string>;

/** Queries are what reports start with: that they are allowed is not said without having tried. */
function verdict({ status, permissions }: SetupReport): string {
  const isUntried = permissions.some(
    (permission) => permission.status === 'not-tried' && permission.action === 'logs:StartQuery',
  );
  return status === 'ready' && isUntried
    ? 'Nothing is missing of what was tried; whether queries are allowed was not.'
    : verdicts[status];
}

/**
 * Writes a setup check as text for people, with a line break at its end. Commands and policies are not
 * broken, so that they can be copied.
 *
 * @example
 * console.log(presentSetup(await checkSetup()));
 */
export function presentSetup(
  setup: SetupReport,
  { width = 80, style = plainStyle }: PresentSetupOptions = {},
): string {
  const look = { width, style };
  const isReady = setup.status === 'ready';
  // What to do comes last: policies are longer than a terminal is high.
  const blocks = [
    identity(setup, look),
    ...setupAccounts(setup, look),
    section('Permissions', setupPermissions(setup, look), look),
    section(
      'What invocation logs do not show',
      setup.notSeen.flatMap((text) => item(text, look)),
      look,
    ),
    ...policies(setup).map(([title, policy]) => section(title, json(policy), look)),
    ...setup.commands.map(({ title, commands }) => section(title, commands, look)),
    [(isReady ? style.cost : style.warning)(verdict(setup))],
    section(isReady ? 'Worth a thought' : 'To do', numbered(setup.advice, look), look),
  ];
  const lines = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${lines.join('\n\n')}\n`;
}

/** How everything of a setup check is written. */
export interface Look {
  width: number;
  style: TextStyle;
}

function section(title: string, lines: readonly string[], { style }: Look): string[] {
  return lines.length === 0 ? [] : [style.heading(title), ...lines];
}

function identity({ identity: found }: SetupReport, look: Look): string[] {
  return found === null ? [] : hanging('You are ', visibleText(found.arn), look.width);
}

function numbered(texts: readonly string[], { width }: Look): string[] {
  const marks = texts.map((_, index) => `${index + 1}. `);
  const indent = widestText(marks);
  return texts.flatMap((text, index) =>
    hanging((marks[index] ?? '').padStart(indent), visibleText(text), width),
  );
}

function item(text: string, { width, style }: Look): string[] {
  return hanging('- ', text, width).map(style.quiet);
}

type Policy = SetupReport['policy'];

function policies({ policy, otherAccounts }: SetupReport): [title: string, policy: Policy][] {
  return [
    ['Policy of whoever reads, the least that it takes', policy],
    ...otherAccounts.flatMap(({ accountId, roleName, ...role }): [string, Policy][] => [
      [`Trust policy of the role ${roleName} in account ${accountId}`, role.trustPolicy],
      [`Policy of the role ${roleName} in account ${accountId}`, role.policy],
    ]),
  ];
}

function json(policy: Policy): string[] {
  return JSON.stringify(policy, null, 2).split('\n');
}
