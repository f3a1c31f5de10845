import { scanCost, type PlannedRead, type TextStyle } from '@bedrock-spend/core';
import { wrapWords } from '../wrap-words.ts';
import { byteText } from '../byte-text.ts';
import { mostDollars } from './most-dollars.ts';
import { plannedEngine, type PlannedEngine } from './planned-engine.ts';
import { problemsOf } from './problems-of.ts';
import { queryLines } from './query-lines.ts';
import { rangeText } from './range-text.ts';

export interface PlanTextOptions {
  width: number;
  style?: TextStyle;
}

/** What would be asked as a table, under the text of the queries: that is long, and the sums matter more. */
export function planText(reads: readonly PlannedRead[], options: PlanTextOptions): string {
  const { width } = options;
  const style = options.style ?? plain;
  if (reads.length === 0) {
    return `${wrapWords(nothingToAsk, width).join('\n')}\n`;
  }
  const lines = [
    ...queryTexts(reads).flatMap((text) => [...queryLines(text, width).map(style.quiet), '']),
    ...wrapWords(headline, width).map(style.heading),
    '',
    ...tableLines(reads, { width, style }),
    '',
    ...problemsOf(reads).flatMap((problem) => wrapWords(problem, width).map(style.warning)),
    ...notesOf(reads).flatMap((note) => wrapWords(note, width).map(style.quiet)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const headline = 'What a report would ask of AWS, and what that costs at most; nothing was read.';
const nothingToAsk =
  'The report would ask nothing: the log groups are younger than the days that were asked for.';

type PlanStyle = Pick<TextStyle, 'heading' | 'quiet' | 'warning'>;

const unchanged = (text: string): string => text;
const plain: PlanStyle = { heading: unchanged, quiet: unchanged, warning: unchanged };

/** Each text once: those of one report differ in their times only. */
function queryTexts(reads: readonly PlannedRead[]): string[] {
  const texts = new Map<string, string>();
  for (const { query } of reads) {
    const key = query?.replaceAll(/\b\d{12,}\b/g, 'TIME') ?? '';
    if (query !== null && !texts.has(key)) texts.set(key, query);
  }
  return [...texts.values()];
}

interface Row {
  cells: readonly [name: string, engine: string, bytes: string, cost: string];
  mark: (text: string) => string;
}

function tableLines(
  reads: readonly PlannedRead[],
  { width, style }: { width: number; style: PlanStyle },
): string[] {
  const groups = [...Map.groupBy(reads, ({ source }) => source)].map(([source, own]) => ({
    source,
    rows: own
      .toSorted((one, other) => one.startMs - other.startMs)
      .map((read) => rowOf(read, style)),
  }));
  const head: Row = { cells: ['Range (UTC)', 'Asked', 'Scans', 'Costs'], mark: style.heading };
  const isWhole = reads.every(isPlanned);
  const title = isWhole ? 'Total, at most' : 'Total of the others, at most';
  const total: Row = {
    cells: [title, '', ...sums(reads.filter(isPlanned))],
    mark: style.heading,
  };
  const all = [head, ...groups.flatMap(({ rows }) => rows), total];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = ({ cells, mark }: Row): string => mark(aligned(cells, widths));
  return [
    line(head),
    ...groups.flatMap(({ source, rows }) => [...wrapWords(source, width), ...rows.map(line)]),
    line(total),
  ];
}

function aligned(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    .join('   ')
    .trimEnd();
}

function isPlanned({ problem }: PlannedRead): boolean {
  return problem === undefined;
}

function rowOf(read: PlannedRead, style: PlanStyle): Row {
  const engine = plannedEngine(read);
  const name = `  ${rangeText(read)}`;
  if (!isPlanned(read)) return { cells: [name, 'not planned', '-', '-'], mark: style.warning };
  if (engine === 'cache') return { cells: [name, engine, '-', '-'], mark: style.quiet };
  const cells = [name, engine, sizeText(read.scannedBytes), costText(read.costUsd)] as const;
  return { cells, mark: unchanged };
}

function sums(reads: readonly PlannedRead[]): [bytes: string, cost: string] {
  const isKnown = reads.every(({ scannedBytes }) => scannedBytes !== null);
  const bytes = reads.reduce((sum, { scannedBytes }) => sum + (scannedBytes ?? 0), 0);
  return isKnown
    ? [sizeText(bytes), costText(scanCost(bytes).costUsd)]
    : [sizeText(null), costText(null)];
}

function sizeText(bytes: number | null): string {
  return bytes === null ? 'not known' : byteText(bytes);
}

function costText(costUsd: string | null): string {
  return costUsd === null ? 'not known' : mostDollars(costUsd);
}

const engineNotes: Readonly<Record<PlannedEngine, string>> = {
  cache: 'Cache: what was read before and does not change any more is not asked for again.',
  Insights:
    'Insights: one query for each range adds up its calls by day, model, region, caller and all else that a price depends on. AWS charges for the bytes that it scans.',
  FilterLogEvents:
    'FilterLogEvents: fetches every record of a call, page by page. AWS does not charge for that, and allows five pages a second.',
};

function notesOf(reads: readonly PlannedRead[]): string[] {
  const engines = new Set(reads.filter(isPlanned).map(plannedEngine));
  const notes = Object.entries(engineNotes)
    .filter(([engine]) => engines.has(engine as PlannedEngine))
    .map(([, note]) => note);
  const texts = reads.filter(({ query }) => query !== null).length;
  return texts > 1 ? [...notes, `All ${texts} texts, with their times: --json.`] : notes;
}
