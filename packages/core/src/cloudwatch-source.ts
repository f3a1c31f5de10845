import type { AwsAccessOptions } from './aws/access-options.ts';
import { createAwsAccess, type AwsPlace } from './aws/aws-access.ts';
import { createCallLimiter, type CallLimiter } from './aws/call-limiter.ts';
import { createProfileFinder, type FindProfile } from './aws/inference-profiles.ts';
import { findLogGroup } from './aws/log-groups.ts';
import { untilAborted } from './aws/until-aborted.ts';
import { wait as waitByTimer } from './aws/wait.ts';
import { createInvocationGrouper } from './aggregate/group-invocations.ts';
import { cachedSource } from './cache/cached-source.ts';
import type { CellStore } from './cache/cell-store.ts';
import type { PlannedRead, ReadRequest, LogSource } from './source/log-source.ts';
import { checkedLogGroup } from './source/cloudwatch/checked-log-group.ts';
import type { FoundLogGroup } from './source/cloudwatch/find-log-groups.ts';
import { findSources } from './source/cloudwatch/find-sources.ts';
import { logGroupSource } from './source/cloudwatch/log-group-source.ts';
import type { QueryEngine } from './source/cloudwatch/query-engine.ts';
import { planSources } from './source/cloudwatch/plan-sources.ts';
import { readInTurn } from './source/cloudwatch/read-in-turn.ts';
import { resolveProfiles } from './source/cloudwatch/resolve-profiles.ts';
import { checkAccess, checkCount } from './query/check-access.ts';
import { scanCost } from './price/scan-cost.ts';

/**
 * Where a source of CloudWatch logs reads, and how.
 *
 * @example
 * const options: CloudwatchSourceOptions = { accounts: ['111122223333'], regions: ['all'] };
 */
export interface CloudwatchSourceOptions extends AwsAccessOptions {
  /** Default `auto`. */
  engine?: QueryEngine | undefined;
  /** Keeps past days, so that they are read once; `null` or left out: everything is read every time. */
  cache?: CellStore | null | undefined;
  /** Log groups that are read at the same time. Default 8. */
  concurrency?: number | undefined;
  /** Calls of FilterLogEvents a second, for each account and region. Default 5, which is AWS's quota. */
  callsPerSecond?: number | undefined;
  /** Rows that one query may answer with before its range is split. Default 100,000, AWS's limit. */
  maximumRows?: number | undefined;
  /** Default: the clock. */
  now?: (() => Date) | undefined;
  /** Waits; rejects at once when the signal says so. Default: a timer. */
  wait?: ((durationMs: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/**
 * Invocation logs in CloudWatch Logs, of any number of accounts and regions. Nothing is asked of AWS
 * before the source is read.
 *
 * @throws SpendError `INVALID_QUERY` for options that cannot be.
 * @example
 * const logs = cloudwatchSource({ regions: ['us-east-1'] });
 * const { totals } = await createReport(logs, { days: 30 });
 */
export function cloudwatchSource(options: CloudwatchSourceOptions = {}): LogSource {
  const given = checkAccess(options);
  const { now = () => new Date(), concurrency = 8, callsPerSecond = 5, maximumRows } = options;
  checkCount('concurrency', concurrency);
  checkCount('callsPerSecond', callsPerSecond);
  checkCount('maximumRows', maximumRows);
  const access = createAwsAccess(options, { now, anyRegion: given.regions?.[0] });
  const inTurn = readInTurn(concurrency);
  const limiters = new Map<AwsPlace, CallLimiter>();

  function limiterOf(place: AwsPlace): CallLimiter {
    const limiter =
      limiters.get(place) ?? createCallLimiter({ callsPerSecond, wait: options.wait });
    limiters.set(place, limiter);
    return limiter;
  }

  function open({ place, logGroup }: FoundLogGroup, find: FindProfile): LogSource {
    const { engine = 'auto', cache = null, wait = waitByTimer } = options;
    const { accountId, region, clients } = place;
    const leaf = logGroupSource({
      target: place,
      logGroup,
      engine,
      logs: () => clients.logs(),
      limiter: limiterOf(place),
      now,
      wait,
      maximumRows,
    });
    const kept =
      cache === null
        ? leaf
        : cachedSource(leaf, {
            store: cache,
            key: { accountId, region, logGroup, engine },
            now,
            createGrouper: createInvocationGrouper,
          });
    return resolveProfiles(kept, (arn) => find(arn, place));
  }

  async function expand({ query, signal }: ReadRequest): Promise<LogSource[]> {
    const accounts = await accountsOf(query);
    const find = createProfileFinder({ access, accounts, signal });
    const sources = await findSources({
      access,
      accounts,
      regions: await regionsOf(query),
      logGroups: query.logGroups.length > 0 ? query.logGroups : given.logGroups,
      signal,
      open: (group) =>
        checkedLogGroup(group, { open: (logGroup) => open({ ...group, logGroup }, find), now }),
    });
    return sources.map(inTurn);
  }

  /** What AWS says each log group stores. It is counted now and then, so new calls show with a delay. */
  async function sign({ query, signal }: ReadRequest): Promise<string | null> {
    const groups: FoundLogGroup[] = [];
    await findSources({
      access,
      accounts: await accountsOf(query),
      regions: await regionsOf(query),
      logGroups: query.logGroups.length > 0 ? query.logGroups : given.logGroups,
      signal,
      open(group) {
        groups.push(group);
        return { kind: 'cloudwatch', name: group.logGroup, async *read() {} };
      },
    });
    const told = await Promise.all(
      groups.map(async ({ place, logGroup }) => {
        const found = await findLogGroup(place, logGroup, signal);
        return [place.accountId, place.region, logGroup, found?.storedBytes ?? null];
      }),
    );
    return told.length === 0 ? null : JSON.stringify(told);
  }

  async function accountsOf(query: ReadRequest['query']): Promise<readonly string[]> {
    const asked = query.accounts.length > 0 ? query.accounts : given.accounts;
    return asked.length > 0 ? asked : [(await access.identity()).accountId];
  }

  /** `null`: where invocations are logged. */
  async function regionsOf(query: ReadRequest['query']): Promise<readonly string[] | null> {
    if (query.allRegions) return null;
    if (query.regions.length > 0) return query.regions;
    return given.regions?.length === 0 ? [await access.region()] : given.regions;
  }

  return {
    kind: 'cloudwatch',
    name: 'CloudWatch Logs',
    async check() {
      await access.identity();
      if (given.regions?.length === 0) await access.region();
    },
    accounts: ({ query, signal }) => untilAborted(accountsOf(query), signal),
    expand: (request) => untilAborted(expand(request), request.signal),
    sign: (request) => untilAborted(sign(request), request.signal),
    async plan(request) {
      const sources = await untilAborted(expand(request), request.signal);
      return (await planSources(sources, request)).map(priced);
    },
    async *read(request) {
      for (const source of await expand(request)) yield* source.read(request);
    },
  };
}

function priced(read: PlannedRead): PlannedRead {
  const { scannedBytes } = read;
  return { ...read, costUsd: scannedBytes === null ? null : scanCost(scannedBytes).costUsd };
}
