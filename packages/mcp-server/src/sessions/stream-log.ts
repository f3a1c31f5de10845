import { randomBytes } from 'node:crypto';

import { SpendError } from '@bedrock-spend/core';
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
  /** How long an answer waits for its events to be kept. */
  keepMs: number;
  eventLifetimeMs: number;
  nowMs: () => number;
}

/** Opens the log of a new stream that answers these requests. */
export function openStreamLog(
  requestIds: readonly RequestId[],
  { store, ids, facts, running, logger, keepMs, eventLifetimeMs, nowMs }: StreamLogOptions,
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
      await withinKeepMs(store.appendEvents(facts.name, events, nowMs() + eventLifetimeMs));
    } catch (error) {
      // The client still gets its answer; only if its connection breaks, it cannot come back for it.
      logger.error(problemOf(error), 'events of a stream could not be stored');
    }
    if (events.some(({ ends }) => ends)) running.ended(stream);
    else running.changed(stream);
  }

  /** What is written later than that is still kept, but no answer waits for it. */
  async function withinKeepMs(written: Promise<void>): Promise<void> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(tooSlow()), keepMs);
    await Promise.race([written, late.promise]).finally(() => clearTimeout(timer));
  }

  function add({ json, ends }: { json: string; ends: boolean }): { id: string } {
    const event = eventIdOf(count);
    count += 1;
    waiting.push({ id: event, stream, json, ends });
    return { id: ids.eventId(facts, { stream, event }) };
  }
}

function tooSlow(): SpendError {
  return new SpendError('SOURCE_UNREADABLE', 'The session store did not write in time.');
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
