import { widestText } from './fit-text.ts';
import { columnSets, type FigureColumn } from './table-columns.ts';
import type { UsageTotals } from '../model/report.ts';

/** Widths that all sections of a table share, in columns of the terminal. */
export interface TableLayout {
  name: number;
  figures: { column: FigureColumn; width: number }[];
  /** 0: no room for shares. */
  share: number;
  /** 0: percentages without bars. */
  bar: number;
}

export interface TableContent {
  width: number;
  totals: UsageTotals;
  names: readonly string[];
  usages: readonly UsageTotals[];
}

export const gap = 2;
export const percentWidth = 4;
/** Room for nearly all names of models. */
const goodName = 32;
const leastBar = 6;
const mostBar = 24;

/** The fullest set of columns that leaves room for the names; shares and their bars get what is left. */
export function layOutTable({ width, totals, names, usages }: TableContent): TableLayout {
  const longestName = Math.max(12, widestText(names));
  const sets = columnSets(totals, width).map((columns) =>
    columns.map((column) => ({
      column,
      width: widestText([column.title, ...[totals, ...usages].map((usage) => column.cell(usage))]),
    })),
  );
  const roomBeside = (figures: TableLayout['figures']): number =>
    width - figures.reduce((sum, figure) => sum + gap + figure.width, 0);
  const figures =
    sets.find((set) => roomBeside(set) >= Math.min(goodName, longestName)) ?? sets.at(-1) ?? [];
  const room = roomBeside(figures);
  // One long name must not take the room of all shares.
  const mostName = Math.max(goodName, room - gap - percentWidth - 1 - leastBar);
  const name = Math.max(1, Math.min(longestName, mostName, room));
  return { name, figures, ...shareWidths(room - name) };
}

function shareWidths(room: number): Pick<TableLayout, 'share' | 'bar'> {
  if (room < gap + percentWidth) return { share: 0, bar: 0 };
  const forBar = room - gap - percentWidth - 1;
  const bar = forBar < leastBar ? 0 : Math.min(forBar, mostBar);
  return { share: percentWidth + (bar === 0 ? 0 : 1 + bar), bar };
}
