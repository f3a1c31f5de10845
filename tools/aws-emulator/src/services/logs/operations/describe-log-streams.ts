import type { StoredStream } from '../../../event-store/event-store.ts';
import type { LogGroupState, LogStreamState } from '../../../state/emulator-state.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { logGroupIdentifier, logGroupName, logStreamName, nextToken } from '../constraints.ts';
import { groupOfCall } from '../find-log-group.ts';
import { pageByName } from '../page-by-name.ts';
import { invalidParameter } from '../refusals.ts';
import type { TokenSealer } from '../seal-token.ts';

type Stream = LogStreamState & { stored: StoredStream | undefined };

export function describeLogStreams(call: ServiceCall, tokens: TokenSealer): unknown {
  const input = checkInput(call.input, {
    descending: { kind: 'boolean' },
    limit: { kind: 'integer', min: 1, max: 50 },
    logGroupIdentifier,
    logGroupName,
    logStreamNamePrefix: logStreamName,
    nextToken,
    orderBy: { kind: 'string', oneOf: ['LogStreamName', 'LastEventTime'] },
  });
  const prefix = input.logStreamNamePrefix;
  const byTime = input.orderBy === 'LastEventTime';
  if (byTime && prefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const group = groupOfCall(call, input);
  const stored = new Map(call.state.store.streams(group.id).map((stream) => [stream.name, stream]));
  const sign = input.descending === true ? -1 : 1;
  const { nextToken: token, limit, ...boundTo } = input;
  const page = pageByName<Stream>({
    items: [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix ?? ''))
      .map((stream) => ({ ...stream, stored: stored.get(stream.name) })),
    limit: limit ?? 50,
    token,
    boundTo: { operation: call.operation, ...boundTo },
    tokens,
    nowMs: call.now(),
    order: (left, right) => sign * (byTime ? orderByTime(left, right) : orderByName(left, right)),
  });
  return {
    logStreams: page.items.map((stream) => describe(group, stream)),
    ...(page.nextToken !== null && { nextToken: page.nextToken }),
  };
}

function orderByName(left: Stream, right: Stream): number {
  return left.name < right.name ? -1 : 1;
}

function orderByTime(left: Stream, right: Stream): number {
  const difference = (left.stored?.lastEventMs ?? 0) - (right.stored?.lastEventMs ?? 0);
  return difference === 0 ? orderByName(left, right) : difference;
}

function describe(group: LogGroupState, { name, createdAtMs, stored }: Stream): unknown {
  return {
    logStreamName: name,
    creationTime: createdAtMs,
    ...(stored !== undefined &&
      stored.events > 0 && {
        firstEventTimestamp: stored.firstEventMs,
        lastEventTimestamp: stored.lastEventMs,
        lastIngestionTime: stored.lastIngestionMs,
      }),
    uploadSequenceToken: String(createdAtMs).padStart(56, '4'),
    arn: `${group.arn}:log-stream:${name}`,
    storedBytes: 0,
  };
}
