import type { CallCells } from './call-cells.ts';
import { widestText } from './fit-text.ts';
import type { InvocationList, ListedInvocation } from '../model/invocation-list.ts';

/** A column of a list, and how wide it is. */
export interface LaidOutColumn extends CallColumn {
  width: number;
}

interface CallColumn {
  title: string;
  /** Figures stand on the right; names may be shortened where there is no room. */
  kind: 'name' | 'text' | 'figure';
  cell(call: ListedInvocation): string;
}

const gap = 2;
const leastText = 8;
/** Room for the model and the caller that is worth giving up other columns for. */
const goodText = 20;

/** The fullest set of columns that leaves room for models and callers. */
export function layOutCalls(
  { invocations }: InvocationList,
  { cells, width }: { cells: CallCells; width: number },
): LaidOutColumn[] {
  const natural = (column: CallColumn): LaidOutColumn => ({
    ...column,
    width: widestText([column.title, ...invocations.map((call) => column.cell(call))]),
  });
  const sets = columnSets(cells, invocations).map((columns) => columns.map(natural));
  const fits = (columns: LaidOutColumn[], most: number) =>
    widthOf(columns.map((column) => shortened(column, most))) <= width;
  const chosen =
    sets.find((columns) => fits(columns, goodText)) ??
    sets.find((columns) => fits(columns, leastText)) ??
    sets.at(-1) ??
    [];
  return shareRoom(chosen, width);
}

function columnSets(cells: CallCells, calls: readonly ListedInvocation[]): CallColumn[][] {
  const time = { title: 'Time', kind: 'text' as const, cell: cells.time };
  const clock = {
    title: 'Time',
    kind: 'text' as const,
    cell: (call: ListedInvocation) => cells.time(call).slice(5),
  };
  const region = { title: 'Region', kind: 'text' as const, cell: cells.region };
  const model = { title: 'Model', kind: 'name' as const, cell: cells.model };
  const caller = { title: 'Caller', kind: 'name' as const, cell: cells.caller };
  const tokens = { title: 'Tokens', kind: 'figure' as const, cell: cells.tokens };
  const cost = { title: 'Cost', kind: 'figure' as const, cell: cells.cost };
  const outcome = calls.some((call) => cells.outcome(call) !== '')
    ? [{ title: 'Outcome', kind: 'name' as const, cell: cells.outcome }]
    : [];
  const requestId = { title: 'Request id', kind: 'text' as const, cell: cells.requestId };
  const input = {
    title: 'All input',
    kind: 'figure' as const,
    cell: (call: ListedInvocation) =>
      cells.count(
        call.inputTokens === null
          ? null
          : call.inputTokens + call.cacheReadTokens + call.cacheWriteTokens,
      ),
  };
  const output = {
    title: 'Output',
    kind: 'figure' as const,
    cell: ({ outputTokens }: ListedInvocation) => cells.count(outputTokens),
  };
  return [
    [time, region, model, caller, input, output, cost, ...outcome, requestId],
    [time, region, model, caller, input, output, cost, ...outcome],
    [time, region, model, caller, tokens, cost],
    [time, model, caller, tokens, cost],
    [clock, model, caller, tokens, cost],
    [clock, model, tokens, cost],
    [model, cost],
  ];
}

function shortened(column: LaidOutColumn, most: number): LaidOutColumn {
  return column.kind === 'name' ? { ...column, width: Math.min(column.width, most) } : column;
}

function widthOf(columns: readonly LaidOutColumn[]): number {
  return columns.reduce((sum, { width }) => sum + gap + width, -gap);
}

/** Gives texts what figures leave; the widest ones give way first. */
function shareRoom(columns: readonly LaidOutColumn[], width: number): LaidOutColumn[] {
  const texts = columns.filter(({ kind }) => kind === 'name');
  let most = widestWidth(texts);
  while (most > 1 && widthOf(columns.map((column) => shortened(column, most))) > width) most -= 1;
  return columns.map((column) => shortened(column, most));
}

function widestWidth(columns: readonly LaidOutColumn[]): number {
  return columns.reduce((most, { width }) => Math.max(most, width), 1);
}
