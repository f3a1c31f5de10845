import type { Services } from '../tool.ts';
import type { ReportArguments } from './input-schema.ts';

/** Tells a model where the rows are that a short answer leaves out. */
export function moreAt(input: ReportArguments, services: Services): string {
  const whole = resourceOf(input, services);
  return (
    'More rows: the same call with a larger top, or group_by one dimension alone; all rows: format "classic"' +
    (whole === null ? '.' : ` or the resource ${whole}`)
  );
}

/** The resource that says the same, as far as an address can. */
function resourceOf(input: ReportArguments, { defaults, source }: Services): string | null {
  const { region, days = defaults.days ?? 7, top: _top, format: _form, ...others } = input;
  const { since, until, month } = defaults;
  const isMore = [...Object.values(others), since, until, month].some(
    (value) => value !== undefined,
  );
  const regions = [region ?? defaults.regions ?? []].flat();
  if (regions.length === 0 && source.kind === 'files') regions.push('all');
  if (isMore || regions.length === 0) return null;
  return `bedrock-spend://report/${encodeURIComponent(regions.join(','))}/${days}`;
}
