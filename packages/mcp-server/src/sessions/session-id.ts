import { randomBytes, timingSafeEqual } from 'node:crypto';

import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';

import { boundedClient, type Client } from './bounded-client.ts';
import { macOf, type SessionKey } from './session-key.ts';

/** All that an instance has to know of a session to serve it. It stands in the session's id. */
export interface SessionFacts {
  /** Public name for the store and the logs; nobody can make the id from it. */
  name: string;
  expiresAtMs: number;
  /** That both sides have agreed on. */
  protocolVersion: string;
  client: Client;
  /** Keyed hash of the subject that opened the session. */
  owner: string;
  /** Id of the key that has signed. */
  keyId: string;
}

export interface NewSession {
  protocolVersion: string;
  clientInfo: { name: string; version: string };
  capabilities: ClientCapabilities;
  subject: string;
}

/** Writes and reads session ids, and what hangs on them. */
export interface SessionIds {
  issue(session: NewSession): { id: string; facts: SessionFacts };
  /** `null` for what these keys have not signed, and for what has expired. Asks no store. */
  read(id: string): SessionFacts | null;
  /** Whether this subject has opened the session. */
  belongsTo(facts: SessionFacts, subject: string): boolean;
  /** An event id that clients of this session only can use. */
  eventId(facts: SessionFacts, event: EventPlace): string;
  /** `null` for what is no event id of this session. */
  readEventId(facts: SessionFacts, eventId: string): EventPlace | null;
}

export interface EventPlace {
  stream: string;
  /** Id of the event within its stream. */
  event: string;
}

export interface SessionIdOptions {
  /** The first one signs, all verify. */
  keys: readonly SessionKey[];
  lifetimeMs: number;
  /** Milliseconds since 1970. */
  nowMs: () => number;
}

type Payload = [
  name: string,
  expiresAtSeconds: number,
  protocolVersion: string,
  owner: string,
  clientName: string,
  clientVersion: string,
  capabilities: ClientCapabilities,
];

const maxIdLength = 4096;
const tagLength = 16;

/**
 * Session ids are `KEY-ID.PAYLOAD.SIGNATURE`: what is needed to serve the session, and an HMAC-SHA256
 * over it. All of it is visible ASCII, as the protocol asks for. The text is what is signed, not what it
 * means, so that no two texts are the same id.
 */
export function createSessionIds({ keys, lifetimeMs, nowMs }: SessionIdOptions): SessionIds {
  const keysById = new Map(keys.map((key) => [key.id, key]));

  return {
    issue({ protocolVersion, clientInfo, capabilities, subject }) {
      const key = signingKey();
      const client = boundedClient(clientInfo, capabilities);
      const payload: Payload = [
        randomBytes(16).toString('base64url'),
        Math.ceil((nowMs() + lifetimeMs) / 1000),
        protocolVersion,
        ownerOf(key, subject),
        client.name,
        client.version,
        client.capabilities,
      ];
      const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
      const id = `${key.id}.${text}.${macOf(key, 'session', [key.id, text])}`;
      return { id, facts: factsOf(key.id, payload) };
    },

    read(id) {
      const [keyId = '', text = '', signature = ''] = id.length <= maxIdLength ? id.split('.') : [];
      const key = keysById.get(keyId);
      if (key === undefined) return null;
      const expected = `${keyId}.${text}.${macOf(key, 'session', [keyId, text])}`;
      if (signature === '' || !isSame(id, expected)) return null;
      const payload = JSON.parse(Buffer.from(text, 'base64url').toString()) as Payload;
      const facts = factsOf(keyId, payload);
      return facts.expiresAtMs > nowMs() ? facts : null;
    },

    belongsTo(facts, subject) {
      return isSame(facts.owner, ownerOf(keyOf(facts), subject));
    },

    eventId(facts, { stream, event }) {
      return `${stream}.${event}.${tagOf(facts, stream)}`;
    },

    readEventId(facts, eventId) {
      const [stream = '', event = '', tag = ''] = eventId.length <= 256 ? eventId.split('.') : [];
      if (!/^[\w-]+$/.test(stream) || !/^\d+$/.test(event)) return null;
      return isSame(eventId, `${stream}.${event}.${tagOf(facts, stream)}`) && tag !== ''
        ? { stream, event }
        : null;
    },
  };

  function signingKey(): SessionKey {
    const [first] = keys;
    if (first === undefined) throw new Error('There is no session key.');
    return first;
  }

  function keyOf({ keyId }: SessionFacts): SessionKey {
    return keysById.get(keyId) ?? signingKey();
  }

  function tagOf(facts: SessionFacts, stream: string): string {
    return macOf(keyOf(facts), 'stream', [facts.name, stream]).slice(0, tagLength);
  }
}

function ownerOf(key: SessionKey, subject: string): string {
  return macOf(key, 'subject', [JSON.stringify(subject)]).slice(0, tagLength);
}

function factsOf(keyId: string, payload: Payload): SessionFacts {
  const [name, expiresAtSeconds, protocolVersion, owner, ...client] = payload;
  const [clientName, clientVersion, capabilities] = client;
  return {
    name,
    expiresAtMs: expiresAtSeconds * 1000,
    protocolVersion,
    owner,
    keyId,
    client: { name: clientName, version: clientVersion, capabilities },
  };
}

/** Takes as long whichever letter differs. */
function isSame(actual: string, expected: string): boolean {
  const [left, right] = [Buffer.from(actual), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
