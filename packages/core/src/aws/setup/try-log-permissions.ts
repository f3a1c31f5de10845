import { callOptions } from '../ask-aws.ts';
import type { AwsPlace } from '../aws-access.ts';
import { withRetries } from '../with-retries.ts';
import type { SettingNames } from './setting-names.ts';
import { notTried, permissionCheck, tryCall, type PermissionCheck } from './permission-check.ts';

export interface TryOptions {
  /** Also tries what costs money. */
  paidChecks: boolean;
  names: SettingNames;
  now(): Date;
  signal: AbortSignal | undefined;
}

/** Tries to read a log group by both engines. */
export async function tryLogPermissions(
  place: AwsPlace,
  logGroup: string,
  options: TryOptions,
): Promise<PermissionCheck[]> {
  const { clients, accountId, region } = place;
  const { signal } = options;
  const { FilterLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = await clients.logs();
  const nowMs = options.now().getTime();
  const filter = new FilterLogEventsCommand({
    logGroupName: logGroup,
    startTime: nowMs - 1000,
    endTime: nowMs,
    limit: 1,
  });
  const filtered = await tryCall(() =>
    withRetries(() => logs.send(filter, callOptions(signal)), {
      call: { action: 'logs:FilterLogEvents', accountId, region, logGroup },
      signal,
    }),
  );
  const where = { accountId, region, logGroup };
  return [
    permissionCheck('logs:FilterLogEvents', where, filtered),
    ...(await tryQuery(place, logGroup, options)),
  ];
}

/** Starts a query of the last minute, looks at it, and stops it. */
async function tryQuery(
  { clients, accountId, region }: AwsPlace,
  logGroup: string,
  { paidChecks, names, now, signal }: TryOptions,
): Promise<PermissionCheck[]> {
  const where = { accountId, region, logGroup };
  const actions = ['logs:StartQuery', 'logs:GetQueryResults', 'logs:StopQuery'] as const;
  if (!paidChecks) {
    const detail = `a query may cost money: ${names.paidChecks} tries it over one minute`;
    return actions.map((action) => permissionCheck(action, where, notTried(detail)));
  }
  const { GetQueryResultsCommand, StartQueryCommand, StopQueryCommand } =
    await import('@aws-sdk/client-cloudwatch-logs');
  const logs = await clients.logs();
  // Up: AWS refuses a range that ends before the log group was made.
  const endTime = Math.ceil(now().getTime() / 1000);
  let queryId: string | undefined;
  const commands = {
    'logs:StartQuery': async () => {
      const command = new StartQueryCommand({
        logGroupName: logGroup,
        startTime: endTime - 60,
        endTime,
        queryString: 'stats count(*) as calls',
      });
      ({ queryId } = await logs.send(command, callOptions(signal)));
    },
    'logs:GetQueryResults': () =>
      logs.send(new GetQueryResultsCommand({ queryId }), callOptions(signal)),
    'logs:StopQuery': () => logs.send(new StopQueryCommand({ queryId }), callOptions(signal)),
  };
  const checks: PermissionCheck[] = [];
  for (const action of actions) {
    const outcome =
      action !== 'logs:StartQuery' && queryId === undefined
        ? notTried('no query could be started to try it on')
        : await tryCall(() =>
            withRetries<unknown>(commands[action], {
              call: { action, accountId, region, logGroup },
              signal,
            }),
          );
    checks.push(permissionCheck(action, where, outcome));
  }
  return checks;
}
