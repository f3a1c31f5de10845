import type { Dimension } from './dimension.ts';

/**
 * What a report is asked for. Everything is optional: the default is the seven calendar days that
 * end today, in UTC, grouped by day, region, model and principal.
 *
 * @example
 * await createReport(source, { month: '2026-10', timeZone: 'Europe/Berlin', groupBy: ['model'] });
 */
export interface Query {
  /** Number of calendar days that end with `until`. Default 7. Not together with `since` or `month`. */
  days?: number | undefined;
  /** First day, inclusive, `YYYY-MM-DD` in the report's time zone. */
  since?: string | undefined;
  /** Last day, inclusive, `YYYY-MM-DD` in the report's time zone. Default today. */
  until?: string | undefined;
  /** A calendar month, `YYYY-MM`. Not together with the others. */
  month?: string | undefined;
  /** IANA name such as `Europe/Berlin`. Default `UTC`. */
  timeZone?: string | undefined;
  /** Only calls made in these regions. */
  regions?: readonly string[] | undefined;
  /** Only calls of these accounts (12 digits). */
  accounts?: readonly string[] | undefined;
  /** CloudWatch log groups to read, for sources that read some. Default: the source's own. */
  logGroups?: readonly string[] | undefined;
  /** Sections of the report. Default day, region, model, principal. */
  groupBy?: readonly Dimension[] | undefined;
  /** Only calls that match every one of these. */
  where?: readonly Filter[] | undefined;
  /** Count a request id once, also when the same log is read twice. Needs memory for every request id. Default false. */
  deduplicate?: boolean | undefined;
}

/**
 * One condition: the value of the dimension is one of `values` (or none of them, where negated).
 *
 * @example
 * await createReport(source, {
 *   where: [{ dimension: 'model', values: ['kimi-k2.5'], negated: true }],
 * });
 */
export interface Filter {
  dimension: Dimension;
  values: readonly string[];
  negated?: boolean | undefined;
}

/**
 * A query with every default filled in and every name checked.
 *
 * @example
 * const { window }: ResolvedQuery = await resolveQuery({ days: 7 }, { now: new Date() });
 */
export interface ResolvedQuery {
  window: Window;
  timeZone: string;
  /** Empty: those that the source has by default, or every one where `allRegions` says so. */
  regions: readonly string[];
  /** The word `all` was given. Sources that have to be asked region by region find out which there are. */
  allRegions: boolean;
  accounts: readonly string[];
  /** Empty: the source's own. */
  logGroups: readonly string[];
  groupBy: readonly Dimension[];
  where: readonly Filter[];
  deduplicate: boolean;
}

/**
 * Calendar days of the report's time zone, and the instants they begin and end at.
 *
 * @example
 * const length = ({ startMs, endMs }: Window) => endMs - startMs; // milliseconds
 */
export interface Window {
  /** First day, `YYYY-MM-DD`, inclusive. */
  since: string;
  /** Last day, `YYYY-MM-DD`, inclusive. */
  until: string;
  days: number;
  /** `days` when the caller asked for a number of days, else `dates`. */
  askedAs: 'days' | 'dates';
  /** Milliseconds since 1970-01-01 UTC, inclusive. */
  startMs: number;
  /** Milliseconds since 1970-01-01 UTC, exclusive. */
  endMs: number;
}
