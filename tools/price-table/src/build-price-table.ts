import { requestSizeThresholds } from '../../../packages/core/src/model/usage-row.ts';
import { createPriceTable } from '../../../packages/core/src/price/price-table.ts';
import { checkClaims, type Disagreement } from './check-claims.ts';
import { calledId } from './claim.ts';
import { readDecisions, ruleFor, type Decisions } from './decisions.ts';
import { encodeTable, renderTable } from './encode-table.ts';
import { makeRows } from './make-rows.ts';
import { readOwnRows } from './own-rows.ts';
import { readInputs } from './read-inputs.ts';
import type { TableRow } from './table-row.ts';

export interface PriceTableBuild {
  /** The module of the library, as text. */
  readonly source: string;
  readonly rows: readonly TableRow[];
  readonly lineCount: number;
  readonly disagreements: readonly Disagreement[];
  readonly decisions: Decisions;
  /** `vendor.model` ids of the inputs that the table has not. */
  readonly missingIds: readonly string[];
  /** What stands in the inputs and is not the id of a model that a call could name. */
  readonly notIds: readonly string[];
  /** What has to be decided before the table can be written. */
  readonly problems: readonly string[];
}

/** Reads the inputs, applies our decisions and makes the table; nothing is written. */
export function buildPriceTable(): PriceTableBuild {
  const { claims, baseIds, notIds } = readInputs();
  const decisions = readDecisions();
  const leftOut = new Set(decisions.leftOut.map(({ id }) => id));
  const considered = claims.filter(({ baseId }) => !leftOut.has(baseId));
  const standing = considered.filter((claim) => ruleFor(claim, decisions.rules) === undefined);
  const rows = makeRows(standing, readOwnRows(), decisions.derivations).filter(saysSomething);
  const data = encodeTable(rows, decisions);
  const table = createPriceTable(data);
  const disagreements = checkClaims(considered, table, decisions.rules);
  const missingIds = [...baseIds.keys()].filter((id) => table.rowsOf(id).length === 0).sort();
  return {
    source: renderTable(data),
    rows,
    lineCount: data.lines.split('\n').length,
    disagreements,
    decisions,
    missingIds,
    notIds,
    problems: [
      ...disagreements.filter(({ rule }) => rule === null).map(undecided),
      ...decisions.rules
        .filter((rule) => !considered.some((claim) => ruleFor(claim, decisions.rules) === rule))
        .map(({ name }) => `The decision "${name}" is about nothing in the inputs.`),
      ...missingIds
        .filter((id) => !leftOut.has(id))
        .map(
          (id) => `${id} (from ${baseIds.get(id)}) is not in the table: price it or leave it out.`,
        ),
      ...overlaps(rows),
      ...rows.flatMap(impossible),
    ],
  };
}

function saysSomething(row: TableRow): boolean {
  return Object.keys(row.prices).length > 0 || row.images !== '' || row.unpricedBecause !== null;
}

function undecided({ claim, table }: Disagreement): string {
  const { source, region, tier, kind, usd } = claim;
  const where = [calledId(claim), claim.scope, region, tier, kind].filter(Boolean).join(' ');
  return `Undecided: ${where}: source ${source} says ${usd}, the table ${table ?? 'nothing'}.`;
}

function overlaps(rows: readonly TableRow[]): string[] {
  const byCell = new Map<string, TableRow[]>();
  const problems: string[] = [];
  for (const row of rows) {
    const cell = [row.id, row.scope, row.region ?? '', row.tier].join(' ');
    const others = byCell.get(cell) ?? [];
    if (others.some((other) => holdTogether(row, other))) {
      problems.push(`Two prices hold at the same time: ${cell}.`);
    }
    byCell.set(cell, [...others, row]);
  }
  return problems;
}

function holdTogether(row: TableRow, other: TableRow): boolean {
  return (
    (row.effectiveFrom ?? '') <= (other.effectiveTo ?? '9999') &&
    (other.effectiveFrom ?? '') <= (row.effectiveTo ?? '9999')
  );
}

function impossible({ id, longContext, prices }: TableRow): string[] {
  const problems: string[] = [];
  const thresholds: readonly number[] = requestSizeThresholds;
  if (longContext !== null && !thresholds.includes(longContext.above)) {
    problems.push(`${id}: no size class of requests begins at ${longContext.above}.`);
  }
  for (const figure of Object.values({ ...prices, ...longContext?.prices })) {
    if (!/^\d{1,9}(?:\.\d{1,12})?$/.test(figure)) problems.push(`${id}: ${figure} is no price.`);
  }
  return problems;
}
