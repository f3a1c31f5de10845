import { readEvents, type Message } from './read-events.ts';

/** How a request went, as far as the client can tell. */
export type Reply =
  /** The response came, and nothing of it is missing. */
  | { end: 'answered'; response: Message }
  /** The client has hung up, as it had meant to. */
  | { end: 'hung-up'; lastEventId: string }
  /** The connection broke, or the stream ended, before the response. */
  | { end: 'broken'; reason: string; lastEventId: string }
  /** The stream is over, and has nothing more to tell. */
  | { end: 'finished' };

export interface SoakSession {
  readonly level: 'info' | 'error';
  nextId(): number;
  /** Every message of the response goes to `hear`, its answer too. */
  request(method: string, params: unknown, options: RequestOptions): Promise<Reply>;
  /** Asks for what comes after an event. */
  resume(id: number, lastEventId: string, hear: Hear): Promise<Reply>;
  /** The stream for what belongs to no request; ends when the server or the signal ends it. */
  listen(hear: Hear, signal: AbortSignal): Promise<void>;
  /** Ends the session; the status of the answer. */
  end(): Promise<number>;
}

export type Hear = (message: Message) => void;

export interface RequestOptions {
  id: number;
  hear: Hear;
  hangsUpAfter?: number | null;
}

// A host that hangs is as bad as one that is gone.
const patienceMs = 15_000;
const resumePatienceMs = 5_000;
const protocolVersion = '2025-11-25';

/** Opens a session the way a client does. */
export async function openSession(url: string, level: SoakSession['level']): Promise<SoakSession> {
  let headers: Record<string, string> = {
    Accept: 'application/json, text/event-stream',
    'Content-Type': 'application/json',
  };
  let lastId = 0;
  const nextId = () => (lastId += 1);
  const opened = await send({
    jsonrpc: '2.0',
    id: nextId(),
    method: 'initialize',
    params: { protocolVersion, capabilities: {}, clientInfo: { name: 'soak', version: '1.0.0' } },
  });
  await opened.text();
  headers = {
    ...headers,
    'Mcp-Session-Id': opened.headers.get('mcp-session-id') ?? '',
    'MCP-Protocol-Version': protocolVersion,
  };
  await (await send({ jsonrpc: '2.0', method: 'notifications/initialized' })).text();
  const session: SoakSession = {
    level,
    nextId,
    async request(method, params, { id, hear, hangsUpAfter = null }) {
      const hangUp = new AbortController();
      const ask = send({ jsonrpc: '2.0', id, method, params }, hangUp.signal);
      return reply(ask, { id, hear, hangsUpAfter, hangUp });
    },
    async resume(id, lastEventId, hear) {
      return reply(get({ 'Last-Event-ID': lastEventId }), { id, hear });
    },
    async listen(hear, signal) {
      try {
        const response = await get({}, signal);
        if (!response.ok) return void (await response.text());
        for await (const { message } of readEvents(response)) {
          if (message !== null) hear(message);
        }
      } catch {
        // It broke, or was ended: whoever listens decides whether to listen again.
      }
    },
    async end() {
      const response = await fetch(url, { method: 'DELETE', headers });
      await response.text();
      return response.status;
    },
  };
  const set = await session.request('logging/setLevel', { level }, { id: nextId(), hear() {} });
  if (set.end !== 'answered')
    throw new Error(`A session could not be opened: ${JSON.stringify(set)}`);
  return session;

  async function send(message: unknown, signal?: AbortSignal): Promise<Response> {
    const body = JSON.stringify(message);
    return fetch(url, { method: 'POST', headers, body, signal: withPatience(signal) });
  }

  async function get(added: Record<string, string>, signal?: AbortSignal): Promise<Response> {
    return fetch(url, {
      headers: { ...headers, Accept: 'text/event-stream', ...added },
      signal: signal ?? AbortSignal.timeout(resumePatienceMs),
    });
  }
}

interface Listening {
  id: number;
  hear: Hear;
  hangsUpAfter?: number | null;
  hangUp?: AbortController;
}

async function reply(asked: Promise<Response>, listening: Listening): Promise<Reply> {
  const { id, hear, hangsUpAfter = null, hangUp } = listening;
  let lastEventId = '';
  let answer: Message | null = null;
  try {
    const response = await asked;
    if (response.status === 204) return { end: 'finished' };
    if (!response.ok) {
      return { end: 'broken', reason: `${response.status} ${await response.text()}`, lastEventId };
    }
    let events = 0;
    for await (const event of readEvents(response)) {
      if (event.id !== '') lastEventId = event.id;
      if (event.message !== null) hear(event.message);
      if (event.message?.id === id) answer = event.message;
      events += 1;
      if (events === hangsUpAfter && answer === null) {
        hangUp?.abort();
        return { end: 'hung-up', lastEventId };
      }
    }
  } catch (error) {
    if (answer === null) return { end: 'broken', reason: String(error), lastEventId };
  }
  if (answer !== null) return { end: 'answered', response: answer };
  return { end: 'broken', reason: 'the stream ended without the response', lastEventId };
}

function withPatience(signal?: AbortSignal): AbortSignal {
  const patience = AbortSignal.timeout(patienceMs);
  return signal === undefined ? patience : AbortSignal.any([signal, patience]);
}
