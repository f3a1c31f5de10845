import {
  bucketColumn,
  callerColumn,
  keyColumns,
  operationColumn,
  sumColumns,
  tagColumn,
} from './query-columns.ts';
import { queryFields } from './query-fields.ts';
import { queryRegexes } from './query-regexes.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import type { TimeRange } from '../engine-context.ts';

/** Longest text that StartQuery takes. */
const longestQuery = 10_000;

/**
 * The query that adds up the calls of a range; `null` where a tag's name cannot be written in the
 * query language, or where so many are asked for that the text would be too long.
 *
 * Counts are sums of what discovery finds, else of what regular expressions find. Calls are grouped by
 * what was found of them: what is missing shows without another query. Only what AWS documents is used,
 * and nothing is computed with fields that may be absent.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
export function queryText(columns: GroupColumns, range: TimeRange): string | null {
  if (!columns.metadataKeys.every(isWritable)) return null;
  const text = [
    filterCommand(range),
    ...queryRegexes(columns).map((regex) => `parse @message /${regex}/`),
    ...queryFields(columns),
    `stats ${aggregates} by ${groupedBy(columns)}`,
  ].join('\n| ');
  return text.length > longestQuery ? null : text;
}

/** `requestMetadata` keys as the API takes them, which all fit between backticks. */
function isWritable(key: string): boolean {
  return /^[\w:@$#=/+,. -]+$/.test(key);
}

/**
 * StartQuery's own range is of whole seconds and includes its end, so it is a little wider. The type
 * of the record may stand beyond the fields that are discovered.
 */
function filterCommand({ startMs, endMs }: TimeRange): string {
  return String.raw`filter @message like /"schemaType"\s*:\s*"ModelInvocationLog"/ and toMillis(@timestamp) >= ${startMs} and toMillis(@timestamp) < ${endMs}`;
}

const aggregates = [
  'count(*) as requests',
  ...Object.entries(sumColumns).map(([column, field]) => `sum(${field}) as ${column}`),
].join(', ');

function groupedBy({ bucketMs, principal, operation, metadataKeys }: GroupColumns): string {
  return [
    `bin(${period(bucketMs)}) as ${bucketColumn}`,
    ...keyColumns,
    ...(principal ? [callerColumn] : []),
    ...(operation ? [operationColumn] : []),
    ...metadataKeys.map((_, index) => tagColumn(index)),
  ].join(', ');
}

/** `1d`, `1h` or `15m`: AWS's periods are longest in a unit of their own. */
function period(bucketMs: number): string {
  const minutes = bucketMs / 60_000;
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
