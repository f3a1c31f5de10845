import { partitionOf } from '../../state/aws-regions.ts';
import type { Service, ServiceCall } from '../service.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getQueryResults } from './operations/get-query-results.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { startQuery } from './operations/start-query.ts';
import { stopQuery } from './operations/stop-query.ts';
import type { QueryRegistry } from './query-registry.ts';
import { createTokenSealer } from './seal-token.ts';

/** CloudWatch Logs: JSON 1.1, https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export function createLogsService(): Service {
  const tokens = createTokenSealer();
  const queries: QueryRegistry = new Map();
  return {
    name: 'logs',
    protocol: 'json',
    target: 'Logs_20140328',
    actionOf: (operation) => `logs:${operation}`,
    resourceOf,
    operations: {
      CreateLogGroup: createLogGroup,
      CreateLogStream: createLogStream,
      PutLogEvents: putLogEvents,
      DescribeLogGroups: (call) => describeLogGroups(call, tokens),
      DescribeLogStreams: (call) => describeLogStreams(call, tokens),
      FilterLogEvents: (call) => filterLogEvents(call, tokens),
      StartQuery: (call) => startQuery(call, queries),
      GetQueryResults: (call) => getQueryResults(call, { queries, tokens }),
      StopQuery: (call) => stopQuery(call, queries),
    },
    stop() {
      for (const query of queries.values()) query.stopping.abort();
    },
  };
}

/** The ARN that AWS names in a refusal: the group's, with an empty stream; without a group any. */
function resourceOf({ input, accountId, region }: ServiceCall): string {
  const lists = [input['logGroupNames'], input['logGroupIdentifiers']].flat();
  const group = [input['logGroupName'], input['logGroupIdentifier'], ...lists].find(
    (value) => typeof value === 'string',
  );
  if (typeof group === 'string' && group.startsWith('arn:')) return `${group}:log-stream:`;
  return `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${group ?? ''}:log-stream:`;
}
