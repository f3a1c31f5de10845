import type { JSONRPCMessage, JSONRPCResponse } from '@modelcontextprotocol/sdk/types.js';

import { jsonOf } from '../protocol/list-result.ts';
import { eventText, firstEventText, keepAliveComment, streamHeaders } from './event-text.ts';
import type { StreamLog } from './stream-log.ts';

/** Where what belongs to a call goes. */
export interface CallAnswer {
  /** A notification or a request that belongs to what was asked. Resolves when it is on its way. */
  tell(message: JSONRPCMessage): Promise<void>;
  /** One of the responses. */
  respond(response: JSONRPCResponse): Promise<void>;
  /** One of the responses will not come: its request was cancelled. */
  drop(): Promise<void>;
  /** Ends the stream before the answer: its client comes back for the rest. */
  closeStream(): Promise<void>;
}

/** The answer to one POST: JSON where only results come, and soon; a stream of events otherwise. */
export interface PostAnswer extends CallAnswer {
  readonly response: Promise<Response>;
}

export interface PostAnswerOptions {
  /** Requests of this POST. */
  count: number;
  isBatch: boolean;
  /** For `initialize`: an event even where JSON would do. */
  isAlwaysStream: boolean;
  /** How long results are waited for before a stream begins. */
  jsonGraceMs: number;
  /** Added to every answer. */
  headers: Readonly<Record<string, string>>;
  /** Opens the log of the stream; `null` where nobody can come back. */
  openLog: (() => StreamLog) | null;
  /** Whether the client understands an event without a message: from 2025-11-25 on. */
  canTakeEmptyEvents: boolean;
  keepAliveMs: number;
  /** How often to leave a sign of life in the log. */
  heartbeatMs: number | null;
}

const jsonHeaders = { 'Content-Type': 'application/json' };

/** How long a client is asked to wait before it comes back. */
const retryMs = 500;

type OutgoingEvent = { json: string; ends: boolean };

export function createPostAnswer(options: PostAnswerOptions): PostAnswer {
  const { promise: response, resolve } = Promise.withResolvers<Response>();
  const held: JSONRPCResponse[] = [];
  let open = options.count;
  let stream: ReturnType<typeof beginStream> | undefined;
  let isAnswered = false;
  const grace = options.isAlwaysStream ? undefined : setTimeout(ensureStream, options.jsonGraceMs);

  return {
    response,
    async tell(message) {
      if (isAnswered) return;
      await ensureStream().send({ json: jsonOf(message), ends: false });
    },
    async respond(message) {
      open -= 1;
      if (stream === undefined && !options.isAlwaysStream) {
        held.push(message);
        if (open === 0) answerJson();
        return;
      }
      await ensureStream().send({ json: jsonOf(message), ends: open === 0 });
    },
    async drop() {
      open -= 1;
      if (open > 0) return;
      if (stream === undefined && held.length > 0) answerJson();
      else await ensureStream().send({ json: '', ends: true });
    },
    async closeStream() {
      if (options.openLog === null || !options.canTakeEmptyEvents || isAnswered) return;
      await ensureStream().detach();
    },
  };

  function answerJson(): void {
    clearTimeout(grace);
    isAnswered = true;
    const texts = held.map(jsonOf);
    const body = options.isBatch ? `[${texts.join(',')}]` : (texts[0] ?? '');
    resolve(new Response(body, { headers: { ...jsonHeaders, ...options.headers } }));
  }

  function ensureStream() {
    if (stream !== undefined) return stream;
    clearTimeout(grace);
    stream = beginStream(options);
    for (const message of held.splice(0)) {
      void stream.send({ json: jsonOf(message), ends: false });
    }
    resolve(new Response(stream.body, { headers: { ...streamHeaders, ...options.headers } }));
    return stream;
  }
}

function beginStream(options: PostAnswerOptions) {
  const log = options.openLog?.() ?? null;
  const silence = setInterval(() => write(keepAliveComment), options.keepAliveMs);
  const heartbeat =
    log !== null && options.heartbeatMs !== null
      ? setInterval(() => void send({ json: '', ends: false }), options.heartbeatMs)
      : undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened;
    },
    cancel() {
      leave();
    },
  });
  let sending = first();

  return {
    body,
    send,
    async detach() {
      await sending;
      close();
    },
  };

  async function first(): Promise<void> {
    if (log === null || !options.canTakeEmptyEvents) return;
    const { id } = log.first;
    await log.flush();
    write(firstEventText(id, retryMs));
  }

  /** What a client gets to see can be had again from the log by then. */
  function send({ json, ends }: OutgoingEvent): Promise<void> {
    const event = log?.add({ json, ends });
    if (ends) clearInterval(heartbeat);
    sending = deliver(sending, { json, ends, id: event?.id });
    return sending;
  }

  async function deliver(
    before: Promise<void>,
    { json, ends, id }: OutgoingEvent & { id: string | undefined },
  ): Promise<void> {
    await before;
    await log?.flush();
    if (json !== '') write(eventText(json, id));
    if (ends) close();
  }

  function write(text: Uint8Array): void {
    controller?.enqueue(text);
  }

  function close(): void {
    controller?.close();
    leave();
  }

  /** The work goes on, for whoever comes back for the rest. */
  function leave(): void {
    controller = null;
    clearInterval(silence);
  }
}
