import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

import { eventText, keepAliveComment, streamHeaders } from './event-text.ts';
import type { SessionFacts } from './session-id.ts';

/** The streams on which sessions listen for what the server says by itself: one each. */
export interface ListeningStreams {
  /** The answer to a GET; `taken` where the session has a stream here, `full` where there are too many. */
  open(facts: SessionFacts): Response | 'taken' | 'full';
  readonly sessions: readonly string[];
  send(session: string, message: JSONRPCMessage): void;
  close(session: string): void;
  closeAll(): void;
}

export interface ListeningStreamsOptions {
  maxStreams: number;
  keepAliveMs: number;
  /** Asked now and then: another instance may have ended the session. */
  isOver: (facts: SessionFacts) => Promise<boolean>;
}

export function createListeningStreams(options: ListeningStreamsOptions): ListeningStreams {
  const streams = new Map<string, { write(text: Uint8Array): void; close(): void }>();

  return {
    open(facts) {
      if (streams.has(facts.name)) return 'taken';
      if (streams.size >= options.maxStreams) return 'full';
      let controller: ReadableStreamDefaultController<Uint8Array>;
      const timer = setInterval(() => void stayAlive(facts), options.keepAliveMs);
      const leave = (): void => {
        clearInterval(timer);
        streams.delete(facts.name);
      };
      const body = new ReadableStream<Uint8Array>({
        start(opened) {
          controller = opened;
        },
        cancel: leave,
      });
      streams.set(facts.name, {
        write: (text) => controller.enqueue(text),
        close() {
          leave();
          controller.close();
        },
      });
      return new Response(body, { headers: streamHeaders });
    },
    get sessions() {
      return [...streams.keys()];
    },
    send(session, message) {
      streams.get(session)?.write(eventText(JSON.stringify(message)));
    },
    close,
    closeAll() {
      for (const session of streams.keys()) close(session);
    },
  };

  function close(session: string): void {
    streams.get(session)?.close();
  }

  async function stayAlive(facts: SessionFacts): Promise<void> {
    if (await options.isOver(facts)) close(facts.name);
    else streams.get(facts.name)?.write(keepAliveComment);
  }
}
