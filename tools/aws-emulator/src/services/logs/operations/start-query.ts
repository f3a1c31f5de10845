import { randomUUID } from 'node:crypto';
import type { LogGroupState } from '../../../state/emulator-state.ts';
import { regionOf } from '../../../state/region-of.ts';
import { AwsError } from '../../aws-error.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import type { CheckedInput, Constraints } from '../check-input.ts';
import { epochTime, logGroupIdentifier, logGroupName } from '../constraints.ts';
import { nameOfIdentifier } from '../find-log-group.ts';
import { compileForStart, malformedQuery } from '../compile-for-start.ts';
import { endOverdue, isActive } from '../query-registry.ts';
import type { QueryRegistry, StartedQuery } from '../query-registry.ts';
import { invalidParameter, notFound } from '../refusals.ts';
import { retainedSince } from '../retained-since.ts';
import { runStartedQuery } from '../run-started-query.ts';

const ENDINGS: ReadonlyMap<string, StartedQuery['ending']> = new Map([
  ['query-failed', 'Failed'],
  ['query-timeout', 'Timeout'],
]);

const MAX_CONCURRENT = 100;
const MAX_CONCURRENT_INFREQUENT_ACCESS = 5;

const CONSTRAINTS = {
  endTime: { ...epochTime, required: true },
  limit: { kind: 'integer', min: 1, max: 100_000 },
  logGroupIdentifiers: { kind: 'strings', min: 1, max: 50, each: logGroupIdentifier },
  logGroupName,
  logGroupNames: { kind: 'strings', min: 1, max: 50, each: logGroupName },
  queryLanguage: { kind: 'string', oneOf: ['CWLI', 'SQL', 'PPL'] },
  queryString: { kind: 'string', min: 0, max: 10_000, required: true },
  startTime: { ...epochTime, required: true },
} as const satisfies Constraints;

type Input = CheckedInput<typeof CONSTRAINTS>;

export function startQuery(call: ServiceCall, queries: QueryRegistry): unknown {
  const { accountId, region } = call;
  const input = checkInput(call.input, CONSTRAINTS);
  const { startTime: startSeconds, endTime: endSeconds, queryString: text } = input;
  if (startSeconds > endSeconds) {
    throw invalidParameter('The start time must not be later than the end time.');
  }
  const { queryLanguage = 'CWLI' } = input;
  if (queryLanguage !== 'CWLI') {
    throw invalidParameter(`The emulator does not know the query language ${queryLanguage}.`);
  }
  const groups = groupsOf(call, input);
  const compiled = compileForStart(text);
  refuseOutOfReach(groups, { endMs: endSeconds * 1000, nowMs: call.now(), text });
  const query: StartedQuery = {
    id: randomUUID(),
    accountId,
    region,
    compiled,
    groupIds: groups.map(({ id }) => id),
    startSeconds: Math.max(startSeconds, keptSinceSeconds(groups, call.now())),
    endSeconds,
    limit: input.limit ?? null,
    infrequentAccess: groups.some(({ logClass }) => logClass === 'INFREQUENT_ACCESS'),
    startedAtMs: call.now(),
    status: 'Scheduled',
    ending: ENDINGS.get(call.fault ?? '') ?? 'Complete',
    rows: [],
    statistics: {
      recordsMatched: 0,
      recordsScanned: 0,
      estimatedRecordsSkipped: 0,
      bytesScanned: 0,
      estimatedBytesSkipped: 0,
      logGroupsScanned: 0,
    },
    stopping: new AbortController(),
  };
  if (call.state.quotas) refuseOverQuota(query, queries);
  queries.set(query.id, query);
  void runStartedQuery(call.state, query);
  return { queryId: query.id };
}

function groupsOf(call: ServiceCall, input: Input): LogGroupState[] {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = input;
  const given = [logGroupName, logGroupNames, logGroupIdentifiers].filter(
    (value) => value !== undefined,
  );
  if (given.length !== 1) {
    throw invalidParameter(
      'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.',
    );
  }
  const names =
    logGroupNames ??
    logGroupIdentifiers?.map((each) => nameOfIdentifier(call, each)) ??
    (logGroupName === undefined ? [] : [logGroupName]);
  const { logGroups } = regionOf(call.state, call.accountId, call.region);
  return [...new Set(names)].map((name) => {
    const group = logGroups.get(name);
    if (group !== undefined) return group;
    throw notFound(`Log group '${name}' does not exist for account ID '${call.accountId}'`);
  });
}

/** What one of the groups has dropped is dropped from all: retention differs only in tests of it. */
function keptSinceSeconds(groups: readonly LogGroupState[], nowMs: number): number {
  return Math.ceil(Math.max(...groups.map((group) => retainedSince(group, nowMs))) / 1000);
}

/** A range that lies wholly before what the groups can hold is no empty answer but an error. */
function refuseOutOfReach(
  groups: readonly LogGroupState[],
  { endMs, nowMs, text }: { endMs: number; nowMs: number; text: string },
): void {
  const reachable = groups.some(
    (group) => endMs >= group.createdAtMs && endMs >= retainedSince(group, nowMs),
  );
  if (reachable) return;
  const message = `Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings ([0,${text.length}])`;
  throw malformedQuery(message, { startCharOffset: 0, endCharOffset: text.length });
}

function refuseOverQuota(query: StartedQuery, queries: QueryRegistry): void {
  for (const other of queries.values()) endOverdue(other, query.startedAtMs);
  const active = [...queries.values()].filter(
    (other) =>
      isActive(other) && other.accountId === query.accountId && other.region === query.region,
  );
  const infrequent = active.filter(({ infrequentAccess }) => infrequentAccess);
  if (active.length >= MAX_CONCURRENT) throw overQuota(MAX_CONCURRENT);
  if (query.infrequentAccess && infrequent.length >= MAX_CONCURRENT_INFREQUENT_ACCESS) {
    throw overQuota(MAX_CONCURRENT_INFREQUENT_ACCESS);
  }
}

function overQuota(limit: number): AwsError {
  return new AwsError(
    'LimitExceededException',
    `Account maximum query concurrency limit of [${limit}] reached.`,
  );
}
