import type { LogGroupState } from '../../../state/emulator-state.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { logGroupName, logStreamName } from '../constraints.ts';
import { findLogGroup } from '../find-log-group.ts';
import { readLogEvents } from '../read-log-events.ts';
import type { InputEvent } from '../read-log-events.ts';
import { invalidParameter, notFound } from '../refusals.ts';
import { retainedSince } from '../retained-since.ts';

const MAX_BATCH_BYTES = 1_048_576;
const BYTES_PER_EVENT = 26;
const DAY_MS = 86_400_000;
const TOO_NEW_MS = 2 * 3_600_000;
const TOO_OLD_MS = 14 * DAY_MS;

export function putLogEvents(call: ServiceCall): unknown {
  const input = checkInput(call.input, {
    logGroupName: { ...logGroupName, required: true },
    logStreamName: { ...logStreamName, required: true },
    logEvents: { kind: 'any', required: true },
  });
  const events = readLogEvents(input.logEvents);
  const group = findLogGroup(call, input.logGroupName);
  const stream = input.logStreamName;
  if (!group.streams.has(stream)) throw notFound('The specified log stream does not exist.');
  checkBatch(events);
  const { accepted, rejected } = sortOut(events, { group, nowMs: call.now() });
  checkSpan(accepted);
  const ingestionTime = call.now();
  call.state.store.append(
    group.id,
    stream,
    accepted.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime })),
  );
  return {
    nextSequenceToken: String(ingestionTime).padStart(56, '4'),
    ...(rejected !== null && { rejectedLogEventsInfo: rejected }),
  };
}

function checkBatch(events: readonly InputEvent[]): void {
  let bytes = 0;
  let lastMs = 0;
  for (const { timestamp, message } of events) {
    const eventBytes = Buffer.byteLength(message);
    if (eventBytes > MAX_BATCH_BYTES) {
      throw invalidParameter(
        `Log event too large: ${eventBytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`,
      );
    }
    bytes += eventBytes + BYTES_PER_EVENT;
    if (timestamp < lastMs) {
      throw invalidParameter(
        'Log events in a single PutLogEvents request must be in chronological order.',
      );
    }
    lastMs = timestamp;
  }
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
}

/** Events are in order, so that each kind of rejected event lies at an end of the batch. */
function sortOut(
  events: readonly InputEvent[],
  { group, nowMs }: { group: LogGroupState; nowMs: number },
): { accepted: InputEvent[]; rejected: Record<string, number> | null } {
  const expiredBefore = retainedSince(group, nowMs);
  const expiredEnd = events.filter(({ timestamp }) => timestamp < expiredBefore).length;
  const tooOldEnd = events.filter(({ timestamp }) => timestamp < nowMs - TOO_OLD_MS).length;
  const tooNewStart = events.filter(({ timestamp }) => timestamp <= nowMs + TOO_NEW_MS).length;
  const accepted = events.slice(Math.max(expiredEnd, tooOldEnd), tooNewStart);
  if (accepted.length === events.length) return { accepted, rejected: null };
  const rejected = {
    ...(tooNewStart < events.length && { tooNewLogEventStartIndex: tooNewStart }),
    ...(tooOldEnd > 0 && { tooOldLogEventEndIndex: tooOldEnd }),
    ...(expiredEnd > 0 && { expiredLogEventEndIndex: expiredEnd }),
  };
  return { accepted, rejected };
}

function checkSpan(events: readonly InputEvent[]): void {
  const spanMs = (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0);
  if (spanMs > DAY_MS) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
}
