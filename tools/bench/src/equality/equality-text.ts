import type { Borders } from './check-borders.ts';
import type { Equality } from './check-equality.ts';

export function equalityText(equality: Equality, borders: Borders): string {
  const { seed, lines, fallbacks, cases, different, example } = equality;
  const { damagedLines, damagedAccepted } = equality;
  const result = [
    `Equality with JSON.parse (seed ${seed})`,
    `  lines: ${lines}, of which ${percent(fallbacks, lines)} were left to JSON.parse`,
    `  cases (each line at several places of a chunk): ${cases}, different: ${different}`,
    `  damaged lines: ${damagedLines}, of which the scanner took ${percent(damagedAccepted, damagedLines)}`,
  ];
  result.push(
    `  logs cut in two at every byte: ${borders.logs}, cuts: ${borders.cases}, different: ${borders.different}`,
  );
  if (example !== null) result.push(`  first difference: ${example.slice(0, 2_000)}`);
  return result.join('\n');
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
