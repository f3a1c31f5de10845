import { randomBytes } from 'node:crypto';

import type { RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { RunningStreams } from './running-streams.ts';
import { problemOf } from './store-failure.ts';
import type { SessionFacts, SessionIds } from './session-id.ts';
import type { SessionStore, StoredEvent } from './session-store.ts';

/** Where the events of one stream are kept, so that its client can come back for them anywhere. */
export interface StreamLog {
  /** What the stream begins with. */
  first: { id: string };
  /** Adds an event; `id` is what its client gets to see. It is kept after the next `flush`. */
  add(event: { json: string; ends: boolean }): { id: string };
  /** Resolves when all that was added is kept. */
  flush(): Promise<void>;
}

export interface StreamLogOptions {
  store: SessionStore;
  ids: SessionIds;
  facts: SessionFacts;
  running: RunningStreams;
  logger: Logger;
  eventLifetimeMs: number;
  nowMs: () => number;
}

/** Opens the log of a new stream that answers these requests. */
export function openStreamLog(
  requestIds: readonly RequestId[],
  { store, ids, facts, running, logger, eventLifetimeMs, nowMs }: StreamLogOptions,
): StreamLog {
  const stream = randomBytes(9).toString('base64url');
  let count = 0;
  let waiting: StoredEvent[] = [];
  let flushing = Promise.resolve();
  running.began(stream);

  return {
    first: add({ json: JSON.stringify(requestIds), ends: false }),
    add,
    flush() {
      flushing = flushing.then(keep);
      return flushing;
    },
  };

  async function keep(): Promise<void> {
    const events = waiting;
    if (events.length === 0) return;
    waiting = [];
    try {
      await store.appendEvents(facts.name, events, nowMs() + eventLifetimeMs);
    } catch (error) {
      // The client still gets its answer; only if its connection breaks, it cannot come back for it.
      logger.error(problemOf(error), 'events of a stream could not be stored');
    }
    if (events.some(({ ends }) => ends)) running.ended(stream);
    else running.changed(stream);
  }

  function add({ json, ends }: { json: string; ends: boolean }): { id: string } {
    const event = eventIdOf(count);
    count += 1;
    waiting.push({ id: event, stream, json, ends });
    return { id: ids.eventId(facts, { stream, event }) };
  }
}

/** Gives ids to the events of a stream that nobody has to come back for. */
export function unkeptStreamLog(ids: SessionIds, facts: SessionFacts): StreamLog {
  const stream = randomBytes(9).toString('base64url');
  let count = 0;
  return { first: add(), add, async flush() {} };

  function add(): { id: string } {
    count += 1;
    return { id: ids.eventId(facts, { stream, event: eventIdOf(count) }) };
  }
}

/** Ids of events ascend within their stream, as text too. */
export function eventIdOf(count: number): string {
  return String(count).padStart(8, '0');
}
