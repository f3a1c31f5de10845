import { randomBytes } from 'node:crypto';

import type { EventStore } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  isJSONRPCErrorResponse,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
} from '@modelcontextprotocol/sdk/types.js';

/**
 * What happened on the streams of one session, so that a client that lost its connection can go on.
 * Event ids mean nothing in another session.
 */
export interface EventLog extends EventStore {
  /** What came after an event on its stream; `null` when the event is not, or no longer, known. */
  after(eventId: string): StreamRest | null;
}

export interface StreamRest {
  /** Messages as JSON text, with their event ids. */
  events: { id: string; json: string }[];
  /** Nothing more will come on this stream. */
  finished: boolean;
}

export interface EventLogLimits {
  /** Events kept; the oldest go first. */
  maxEvents: number;
  /** UTF-16 code units of JSON kept. */
  maxLength: number;
}

interface Entry {
  id: string;
  streamId: string;
  /** Empty for an event without a message: it gives the client an id, or marks the end. */
  json: string;
  ends: boolean;
}

/** Error code of the response that ends a cancelled call's stream. It is kept as the end, and never sent. */
export const cancelledCode = -32800;

const defaultLimits: EventLogLimits = { maxEvents: 1000, maxLength: 512 * 1024 };

/** Keeps the events of one session in memory, within limits. */
export function createEventLog(limits: EventLogLimits = defaultLimits): EventLog {
  const mark = randomBytes(6).toString('base64url');
  const entries = new Map<string, Entry>();
  let length = 0;
  let count = 0;

  return {
    async storeEvent(streamId, message) {
      count += 1;
      const id = `${mark}-${count}`;
      const json = isSilent(message) ? '' : JSON.stringify(message);
      const ends = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
      entries.set(id, { id, streamId, json, ends });
      length += json.length;
      forgetOldest();
      return id;
    },

    async getStreamIdForEventId(eventId) {
      return entries.get(eventId)?.streamId;
    },

    async replayEventsAfter(lastEventId, { send }) {
      for (const { id, json } of rest(lastEventId)) {
        if (json !== '') await send(id, JSON.parse(json) as JSONRPCMessage);
      }
      return entries.get(lastEventId)?.streamId ?? '';
    },

    after(eventId) {
      const entry = entries.get(eventId);
      if (entry === undefined) return null;
      const following = rest(eventId);
      return {
        events: following.filter(({ json }) => json !== ''),
        finished: entry.ends || following.some(({ ends }) => ends),
      };
    },
  };

  function rest(eventId: string): Entry[] {
    const all = [...entries.values()];
    const index = all.findIndex(({ id }) => id === eventId);
    const streamId = all[index]?.streamId;
    return all.slice(index + 1).filter((entry) => entry.streamId === streamId);
  }

  function forgetOldest() {
    for (const entry of entries.values()) {
      if (entries.size <= limits.maxEvents && length <= limits.maxLength) return;
      entries.delete(entry.id);
      length -= entry.json.length;
    }
  }
}

/** The SDK stores `{}` for the event that gives a client its first id. */
function isSilent(message: JSONRPCMessage): boolean {
  return (
    Object.keys(message).length === 0 ||
    (isJSONRPCErrorResponse(message) && message.error.code === cancelledCode)
  );
}
