import { callCells } from './call-cells.ts';
import { formatCount } from './format-usd.ts';
import { listHeadline, pageText } from './list-headline.ts';
import { listNotes } from './list-notes.ts';
import { markdownText } from './markdown-text.ts';
import { noteSentence } from './note-text.ts';
import { noUsageText } from './no-usage.ts';
import type { InvocationList } from '../model/invocation-list.ts';

/** The list as a table of GitHub-flavored Markdown. */
export function presentListMarkdown(list: InvocationList): string {
  const notes = listNotes(list, formatCount);
  const blocks = [
    `## ${markdownText(listHeadline(list))}`,
    list.matched === 0 ? noUsageText(list) : `${pageText(list)}.`,
    ...(list.invocations.length === 0 ? [] : [callTable(list)]),
    ...(notes.length === 0
      ? []
      : [
          notes
            .map((note) => `- **${note.label}:** ${markdownText(noteSentence(note))}`)
            .join('\n'),
        ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const texts = ['Time', 'Region', 'Model', 'Caller'];
const figures = ['Input', 'Cache read', 'Cache write', 'Output', 'Cost'];
const rest = ['Outcome', 'Request id'];

function callTable(list: InvocationList): string {
  const cells = callCells(list);
  const rows = list.invocations.map((call) => [
    cells.time(call),
    cells.region(call),
    cells.model(call),
    cells.caller(call),
    cells.count(call.inputTokens),
    cells.count(call.cacheReadTokens),
    cells.count(call.cacheWriteTokens),
    cells.count(call.outputTokens),
    cells.cost(call),
    cells.outcome(call),
    cells.requestId(call),
  ]);
  return [
    line([...texts, ...figures, ...rest]),
    line([...texts.map(() => ':--'), ...figures.map(() => '--:'), ...rest.map(() => ':--')]),
    ...rows.map((row) => line(row.map(markdownText))),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
