import type { ResponseStream } from './runtime.ts';

export interface StreamResponseOptions {
  stream: ResponseStream;
  /** Aborts when Lambda is about to give up. */
  deadline: AbortSignal;
}

/** How the sending of an answer ended. */
export type StreamEnd =
  | { how: 'complete' }
  /** Whoever was answered is gone, as far as the runtime tells. */
  | { how: 'disconnected' }
  | { how: 'late'; isBetweenEvents: boolean }
  | { how: 'broken'; cause: unknown; isBetweenEvents: boolean };

/**
 * Sends the body of an answer as it comes, no faster than it is taken, and tells how that ended. The
 * stream is left open.
 */
export async function streamResponse(
  response: Response,
  { stream, deadline }: StreamResponseOptions,
): Promise<StreamEnd> {
  const reader = response.body?.getReader();
  let stopped: 'disconnected' | 'late' | undefined;
  let isBetweenEvents = true;
  let onDrained: (() => void) | undefined;
  const stop = (why: 'disconnected' | 'late'): void => {
    stopped ??= why;
    // Whoever makes the answer is told that nobody waits for it; what is being read ends.
    void reader?.cancel().catch(() => {});
    onDrained?.();
  };
  const onGone = (): void => stop('disconnected');
  const onLate = (): void => stop('late');
  const onDrain = (): void => onDrained?.();
  stream.on('error', onGone);
  stream.on('close', onGone);
  stream.on('drain', onDrain);
  deadline.addEventListener('abort', onLate);
  try {
    // Status and headers go out now, not with the first word of an answer that takes its time.
    stream.write('');
    if (deadline.aborted) onLate();
    for (;;) {
      const step = await reader?.read();
      if (stopped === 'disconnected') return { how: stopped };
      if (stopped === 'late') return { how: stopped, isBetweenEvents };
      if (step === undefined || step.done) return { how: 'complete' };
      isBetweenEvents = endsEvent(step.value);
      if (stream.write(step.value)) continue;
      await new Promise<void>((resolve) => {
        onDrained = resolve;
      });
    }
  } catch (cause) {
    return { how: 'broken', cause, isBetweenEvents };
  } finally {
    stream.off('close', onGone);
    stream.off('drain', onDrain);
    deadline.removeEventListener('abort', onLate);
  }
}

const newline = 10;

/** A blank line ends an event: what is written after it is read by itself. */
function endsEvent(chunk: Uint8Array): boolean {
  return chunk.at(-1) === newline && chunk.at(-2) === newline;
}
