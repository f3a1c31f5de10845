import type { RequestId } from '@modelcontextprotocol/sdk/types.js';

import { eventText, keepAliveComment, streamHeaders } from './event-text.ts';
import type { RunningStreams } from './running-streams.ts';
import type { EventPlace, SessionFacts, SessionIds } from './session-id.ts';
import type { SessionSettings } from './session-options.ts';
import type { SessionStore, StoredEvent } from './session-store.ts';
import { eventIdOf } from './stream-log.ts';

export interface ResumeOptions {
  store: SessionStore;
  ids: SessionIds;
  running: RunningStreams;
  settings: SessionSettings;
  facts: SessionFacts;
  /** The last event that the client has got. */
  place: EventPlace;
}

const lostCode = -32000;

/**
 * The rest of a stream that broke, from whichever instance its call runs on: what is kept of it, then
 * what comes. 204 where there is nothing more to come: a client that gets an ended stream or an error
 * would ask again and again.
 */
export async function resumeStream(options: ResumeOptions): Promise<Response> {
  const { store, running, facts, place } = options;
  const count = Number(place.event);
  const isRunning = running.has(place.stream);
  const before = count === 0 ? '' : eventIdOf(count - 1);
  const kept = await store.readEvents(facts.name, place.stream, before);
  const rest = kept.filter(({ id }) => id > place.event);
  const isOver = kept.some(({ ends }) => ends) && !rest.some(isMessage);
  if (isOver || (kept.length === 0 && !isRunning)) return new Response(null, { status: 204 });
  return new Response(ReadableStream.from(restOf(options)), { headers: streamHeaders });
}

async function* restOf(options: ResumeOptions): AsyncGenerator<Uint8Array> {
  const { store, ids, running, settings, facts, place } = options;
  const { stream } = place;
  let after = place.event;
  let [heardMs, saidMs] = [performance.now(), performance.now()];
  for (;;) {
    const isRunning = running.has(stream);
    const events = await store.readEvents(facts.name, stream, after);
    for (const event of events) {
      after = event.id;
      if (isMessage(event))
        yield eventText(event.json, ids.eventId(facts, { stream, event: after }));
      if (event.ends) return;
    }
    const nowMs = performance.now();
    if (events.length > 0) heardMs = nowMs;
    else {
      const patienceMs = store.isShared ? settings.lostMs : 0;
      if (!isRunning && nowMs - heardMs >= patienceMs) {
        yield* endLost({ ...options, place: { stream, event: after } });
        return;
      }
      if (nowMs - saidMs >= settings.keepAliveMs) {
        saidMs = nowMs;
        yield keepAliveComment;
      }
      await running.next(stream, settings.pollMs);
    }
  }
}

/** The instance that ran the call is gone: its client is told instead of waiting for ever. */
async function* endLost(options: ResumeOptions): AsyncGenerator<Uint8Array> {
  const { store, ids, settings, facts, place } = options;
  const { stream } = place;
  const error = {
    code: lostCode,
    message: 'The server that ran this call has stopped before its end: call again.',
  };
  const open = await openRequests(options);
  let count = Number(place.event);
  const events = open.map((id, index): StoredEvent => {
    count += 1;
    const json = JSON.stringify({ jsonrpc: '2.0', id, error });
    return { id: eventIdOf(count), stream, json, ends: index === open.length - 1 };
  });
  await store.appendEvents(facts.name, events, settings.nowMs() + settings.eventLifetimeMs);
  for (const { id, json } of events)
    yield eventText(json, ids.eventId(facts, { stream, event: id }));
}

/** Requests of a stream that have no answer on it. */
async function openRequests({ store, facts, place }: ResumeOptions): Promise<RequestId[]> {
  const open = new Set<RequestId>();
  let after = '';
  for (;;) {
    const events = await store.readEvents(facts.name, place.stream, after);
    if (events.length === 0) return [...open];
    for (const { id, json } of events) {
      after = id;
      const value: unknown = json === '' ? null : JSON.parse(json);
      if (Array.isArray(value)) for (const requestId of value) open.add(requestId as RequestId);
      else if (isAnswer(value)) open.delete(value.id);
    }
  }
}

function isMessage({ json }: StoredEvent): boolean {
  return json.startsWith('{');
}

function isAnswer(value: unknown): value is { id: RequestId } {
  return typeof value === 'object' && value !== null && 'id' in value && !('method' in value);
}
