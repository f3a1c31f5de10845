import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';

import { callOptions } from './ask-aws.ts';
import type { AwsPlace } from './aws-access.ts';
import { withRetries } from './with-retries.ts';

// AWS gives 50 at a time. An account may have thousands of log groups, and these are for a hint.
const mostPages = 4;

/** Log groups whose names begin alike, in the order of their names; of very many, the first 200. */
export async function findLogGroups(
  { clients, accountId, region }: AwsPlace,
  prefix: string,
  signal?: AbortSignal,
): Promise<LogGroup[]> {
  const { DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = await clients.logs();
  const groups: LogGroup[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const command = new DescribeLogGroupsCommand({
      ...(prefix === '' ? {} : { logGroupNamePrefix: prefix }),
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const answer = await withRetries(() => logs.send(command, callOptions(signal)), {
      call: { action: 'logs:DescribeLogGroups', accountId, region },
      signal,
    });
    groups.push(...(answer.logGroups ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return groups;
}

/** One log group; `null` where there is none of exactly this name. */
export async function findLogGroup(
  place: AwsPlace,
  name: string,
  signal?: AbortSignal,
): Promise<LogGroup | null> {
  const groups = await findLogGroups(place, name, signal);
  return groups.find(({ logGroupName }) => logGroupName === name) ?? null;
}
