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
  const isMore = Object.values({ ...others, ...windowOf(defaults) }).some(
    (value) => value !== undefined,
  );
  const regions = region ?? defaults.regions ?? (source.kind === 'files' ? 'all' : null);
  if (isMore || regions === null) return null;
  return `bedrock-spend://report/${encodeURIComponent([regions].flat().join(','))}/${days}`;
}

function windowOf({ since, until, month }: Services['defaults']) {
  return { since, until, month };
}
