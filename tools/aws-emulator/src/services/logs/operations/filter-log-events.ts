import { setTimeout as delay } from 'node:timers/promises';
import type { StoredEvent } from '../../../event-store/event-store.ts';
import type { LogGroupState } from '../../../state/emulator-state.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import type { CheckedInput, Constraints } from '../check-input.ts';
import {
  epochTime,
  logGroupIdentifier,
  logGroupName,
  logStreamName,
  nextToken,
} from '../constraints.ts';
import { collectPage } from '../collect-page.ts';
import { compileFilterPattern } from '../filter-pattern/compile-filter-pattern.ts';
import { groupOfCall } from '../find-log-group.ts';
import { invalidParameter, notFound } from '../refusals.ts';
import { retainedSince } from '../retained-since.ts';
import type { TokenSealer } from '../seal-token.ts';

const TOKEN_LIFE_MS = 24 * 3_600_000;
const NEWEST_FIRST_SINCE_MS = Date.UTC(2024, 0, 1);

interface Position {
  after: { timestamp: number; id: number };
  descending: boolean;
}

const CONSTRAINTS = {
  endTime: epochTime,
  filterPattern: { kind: 'string', min: 0, max: 1024 },
  interleaved: { kind: 'boolean' },
  limit: { kind: 'integer', min: 1, max: 10_000 },
  logGroupIdentifier,
  logGroupName,
  logStreamNamePrefix: logStreamName,
  logStreamNames: { kind: 'strings', min: 1, max: 100, each: logStreamName },
  nextToken,
  startFromHead: { kind: 'boolean' },
  startTime: epochTime,
  unmask: { kind: 'boolean' },
} as const satisfies Constraints;

type Input = CheckedInput<typeof CONSTRAINTS>;

export async function filterLogEvents(call: ServiceCall, tokens: TokenSealer): Promise<unknown> {
  const input = checkInput(call.input, CONSTRAINTS);
  const group = groupOfCall(call, input);
  const range = timeRange(input);
  const streamNames = streamsOf(group, input);
  const test = compileFilterPattern(input.filterPattern ?? '');
  const position = openPosition(input, { tokens, nowMs: call.now() });
  await delay(call.state.latency.pageMs, undefined, { signal: call.signal });
  const page = collectPage(call.state.store, {
    groupId: group.id,
    startMs: Math.max(range.startMs, retainedSince(group, call.now())),
    endMs: range.endMs,
    descending: position?.descending ?? input.startFromHead === false,
    ...(position !== null && { after: position.after }),
    ...(streamNames !== null && { streamNames }),
    limit: input.limit ?? 10_000,
    test,
  });
  return {
    events: page.events.map((event) => ({
      logStreamName: event.streamName,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: eventId(event),
    })),
    searchedLogStreams: [],
    ...(page.after !== null && {
      nextToken: tokens.seal({
        position: { after: page.after, descending: page.descending } satisfies Position,
        boundTo: boundTo(input),
        expiresAtMs: call.now() + TOKEN_LIFE_MS,
      }),
    }),
  };
}

function timeRange({ startTime, endTime, startFromHead, nextToken }: Input): {
  startMs: number;
  endMs: number;
} {
  const startMs = startTime ?? 0;
  const endMs = endTime ?? Number.MAX_SAFE_INTEGER;
  if (startMs > endMs) {
    throw invalidParameter('The start time must not be later than the end time.');
  }
  if (startFromHead === false && nextToken === undefined && startMs < NEWEST_FIRST_SINCE_MS) {
    throw invalidParameter(
      'startFromHead=false is supported only when startTime is on or after Jan 1, 2024 00:00:00 UTC.',
    );
  }
  return { startMs, endMs };
}

/** Null for all streams of the group. */
function streamsOf(group: LogGroupState, input: Input): string[] | null {
  const { logStreamNames, logStreamNamePrefix } = input;
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive.');
  }
  if (logStreamNamePrefix !== undefined) {
    return [...group.streams.keys()].filter((name) => name.startsWith(logStreamNamePrefix));
  }
  if (logStreamNames === undefined) return null;
  for (const name of logStreamNames) {
    if (!group.streams.has(name)) throw notFound('The specified log stream does not exist.');
  }
  return logStreamNames;
}

/** The direction lies in the token, so that `startFromHead` may change; the size of a page may too. */
function boundTo(input: Input): unknown {
  const { nextToken: _, limit: __, startFromHead: ___, interleaved: ____, ...rest } = input;
  return { operation: 'FilterLogEvents', ...rest };
}

function openPosition(
  input: Input,
  { tokens, nowMs }: { tokens: TokenSealer; nowMs: number },
): Position | null {
  if (input.nextToken === undefined) return null;
  return tokens.open(input.nextToken, { boundTo: boundTo(input), nowMs }) as Position;
}

/** 56 digits, as AWS's are; the same event always has the same id. */
function eventId({ timestamp, id }: StoredEvent): string {
  return `3${String(timestamp).padStart(16, '0')}${String(id).padStart(39, '0')}`;
}
