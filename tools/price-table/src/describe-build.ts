import type { PriceTableBuild } from './build-price-table.ts';
import type { Disagreement } from './check-claims.ts';
import { calledId } from './claim.ts';

/** What the build has to tell, as text. */
export function describeBuild(build: PriceTableBuild): string {
  const { rows, lineCount, disagreements, decisions, missingIds, notIds, problems, source } = build;
  const decided = disagreements.filter(({ rule }) => rule !== null);
  return [
    '## Figures that the table does not follow (off by more than 1 %, or without a price)',
    ...decisions.rules.flatMap((rule) => {
      const ofRule = decided.filter((disagreement) => disagreement.rule === rule);
      return ['', `${rule.name}: ${ofRule.length}. ${rule.reason}`, ...ofRule.map(describe)];
    }),
    '',
    '## Left out',
    ...missingIds.map(
      (id) => `  ${id}: ${decisions.leftOut.find((left) => left.id === id)?.reason ?? 'undecided'}`,
    ),
    `  Not ids that a call can name: ${notIds.join(', ')}`,
    '',
    ...problems,
    `${new Set(rows.map(({ id }) => id)).size} ids, ${rows.length} prices in ${lineCount} lines, ` +
      `${source.length} bytes; ${disagreements.length} figures overruled by ` +
      `${decisions.rules.length} decisions, ${problems.length} problems.`,
  ].join('\n');
}

function describe({ claim, table }: Disagreement): string {
  const { source, region, tier, kind, usd } = claim;
  const where = [calledId(claim), region, tier === 'standard' ? null : tier, kind];
  return `  ${where.filter(Boolean).join(' ')}: ${source} ${usd}, table ${table ?? '-'}`;
}
