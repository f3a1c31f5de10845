import { scanCost, type PlannedRead, type TextStyle } from '@bedrock-spend/core';
import { wrapWords } from '../wrap-words.ts';
import { byteText } from '../byte-text.ts';
import { mostDollars } from './most-dollars.ts';
import { plannedEngine, type PlannedEngine } from './planned-engine.ts';
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
    ...tableLines(reads, style),
    '',
    ...notesOf(reads).flatMap((note) => wrapWords(note, width).map(style.quiet)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const headline = 'What a report would ask of AWS, and what that costs at most; nothing was read.';
const nothingToAsk =
  'The report would ask nothing: the log groups are younger than the days that were asked for.';

const plain: Pick<TextStyle, 'heading' | 'quiet'> = {
  heading: (text) => text,
  quiet: (text) => text,
};

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
  style: Pick<TextStyle, 'heading' | 'quiet'>,
): string[] {
  const groups = [...Map.groupBy(reads, ({ source }) => source)].map(([source, own]) => ({
    source,
    rows: own
      .toSorted((one, other) => one.startMs - other.startMs)
      .map((read) => rowOf(read, style)),
  }));
  const head: Row = { cells: ['Range (UTC)', 'Asked', 'Scans', 'Costs'], mark: style.heading };
  const total: Row = { cells: ['Total, at most', '', ...sums(reads)], mark: style.heading };
  const all = [head, ...groups.flatMap(({ rows }) => rows), total];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = ({ cells, mark }: Row): string => mark(aligned(cells, widths));
  return [
    line(head),
    ...groups.flatMap(({ source, rows }) => [source, ...rows.map(line)]),
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

function rowOf(read: PlannedRead, style: Pick<TextStyle, 'quiet'>): Row {
  const engine = plannedEngine(read);
  const name = `  ${rangeText(read)}`;
  if (engine === 'cache') return { cells: [name, engine, '-', '-'], mark: style.quiet };
  const cells = [name, engine, sizeText(read.scannedBytes), costText(read.costUsd)] as const;
  return { cells, mark: plain.quiet };
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
  const engines = new Set(reads.map(plannedEngine));
  const notes = Object.entries(engineNotes)
    .filter(([engine]) => engines.has(engine as PlannedEngine))
    .map(([, note]) => note);
  const texts = reads.filter(({ query }) => query !== null).length;
  return texts > 1 ? [...notes, `All ${texts} texts, with their times: --json.`] : notes;
}
