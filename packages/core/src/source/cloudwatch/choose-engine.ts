import { SpendError } from '../../errors.ts';
import type { GroupColumns } from '../../model/group-columns.ts';
import type { LogGroupFacts } from './describe-log-group.ts';
import type { TimeRange } from './engine-context.ts';
import { queryText } from './insights/query-text.ts';
import type { QueryEngine } from './query-engine.ts';

export interface EngineChoice {
  engine: QueryEngine;
  logGroup: string;
  columns: GroupColumns;
  range: TimeRange;
  /** `null`: AWS was not asked, or does not say. */
  facts: LogGroupFacts | null;
}

/**
 * The query that Insights is asked; `null` where all is to be fetched by FilterLogEvents.
 *
 * @throws SpendError `QUERY_FAILED` where Insights alone is wanted and cannot answer.
 */
export function chooseQuery({
  engine,
  logGroup,
  columns,
  range,
  facts,
}: EngineChoice): string | null {
  if (engine === 'filter') return null;
  const text = queryText(columns, range);
  if (engine === 'auto') return facts?.hasFields === false ? null : text;
  if (text === null) throw unaskable(columns);
  if (facts?.hasFields === false) throw withoutFields(logGroup);
  return text;
}

/** Insights cannot see anything in the records of a group. */
export function withoutFields(logGroup: string): SpendError {
  return new SpendError(
    'QUERY_FAILED',
    `CloudWatch Logs Insights discovers no fields in the log group ${logGroup}, as in all groups of the class Infrequent Access: use --engine auto or --engine filter.`,
  );
}

function unaskable({ metadataKeys }: GroupColumns): SpendError {
  const names = metadataKeys.map((key) => `requestMetadata.${key}`).join(', ');
  return new SpendError(
    'QUERY_FAILED',
    `CloudWatch Logs Insights cannot be asked for ${names}, because of the characters in it or because the query would be too long: use --engine auto or --engine filter.`,
  );
}
