/** How a body ended: all of it was taken, its reader left, or its reader was cut off for not reading. */
export type BodyEnd = 'complete' | 'disconnected' | 'cut';

export interface BoundedBodyOptions {
  /** A further piece is not kept when this many bytes wait for the reader already. */
  maxWaitingBytes: number;
  /** A body that is cut, or whose writer fails, ends with an error, not as if it were whole. Default false. */
  isBreakShown?: boolean | undefined;
  /** Called once, with the bytes that the reader took. */
  onEnd: (end: BodyEnd, bytes: number) => void;
}

/**
 * The same bytes. What is written into an event stream waits in memory until its client reads it; when
 * too much waits, the stream ends there, and the client can come back for the rest.
 */
export function boundedBody(
  body: ReadableStream<Uint8Array>,
  { maxWaitingBytes, isBreakShown = false, onEnd }: BoundedBodyOptions,
): ReadableStream<Uint8Array> {
  const source = body.getReader();
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let takenBytes = 0;
  /** Nothing more will come. */
  let isWritten = false;
  let end: BodyEnd | undefined;
  let failure: { cause: unknown } | undefined;
  let news = Promise.withResolvers<void>();

  return new ReadableStream<Uint8Array>(
    {
      start() {
        void fill();
      },
      async pull(controller) {
        if (waiting.length === 0 && !isWritten) await news.promise;
        const chunk = waiting.shift();
        if (chunk !== undefined) {
          waitingBytes -= chunk.byteLength;
          takenBytes += chunk.byteLength;
          controller.enqueue(chunk);
        }
        if (!isWritten || waiting.length > 0) return;
        if (isBreakShown && failure !== undefined) {
          controller.error(failure.cause);
          return;
        }
        controller.close();
        ended('complete');
      },
      async cancel(reason) {
        ended('disconnected');
        await source.cancel(reason);
      },
    },
    // Nothing is taken before somebody reads, so that what waits is known.
    { highWaterMark: 0 },
  );

  /** Takes what comes at once, read or not: else it would wait where nobody counts it. */
  async function fill(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await source.read();
        if (done || end !== undefined) break;
        if (waitingBytes >= maxWaitingBytes) {
          cut();
          break;
        }
        waiting.push(value);
        waitingBytes += value.byteLength;
        wake();
      }
    } catch (cause) {
      failure = { cause };
      ended('disconnected');
    }
    isWritten = true;
    wake();
  }

  function cut(): void {
    waiting.length = 0;
    failure = { cause: new Error('Too much of the answer waited to be taken.') };
    ended('cut');
    // Who writes is told that nobody listens any more.
    void source.cancel().catch(() => {});
  }

  function ended(how: BodyEnd): void {
    if (end !== undefined) return;
    end = how;
    isWritten = true;
    wake();
    onEnd(how, takenBytes);
  }

  /** There is something to take, or nothing more will come. */
  function wake(): void {
    news.resolve();
    news = Promise.withResolvers();
  }
}
