import type { EngineContext } from './engine-context.ts';
import type { LogGroupOptions } from './log-group-options.ts';
import { planLogGroup } from './plan-log-group.ts';
import { readLogGroup } from './read-log-group.ts';
import type { LogSource } from '../log-source.ts';
import { wait as waitByTimer } from '../../aws/wait.ts';

/** One log group of one account and region. Records in it keep the account and region that they name. */
export function logGroupSource(options: LogGroupOptions): LogSource {
  const { target, logGroup, logs, limiter, now, wait = waitByTimer } = options;
  const { accountId, region } = target;
  const name = `${accountId} ${region} ${logGroup}`;

  async function contextOf(signal: AbortSignal | undefined): Promise<EngineContext> {
    return { logs: await logs(), accountId, region, logGroup, limiter, now, wait, signal };
  }

  return {
    kind: 'cloudwatch',
    name,
    plan: async (request) =>
      planLogGroup(await contextOf(request.signal), { ...options, name, request }),
    async *read(request) {
      yield* readLogGroup(await contextOf(request.signal), { ...options, name, request });
    },
  };
}
