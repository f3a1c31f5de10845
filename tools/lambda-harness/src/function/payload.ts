import { Readable } from 'node:stream';

/** How much may lie unread before the writer has to wait. */
const highWaterMarkBytes = 256 * 1024;

/** A stream that fails only when all that was written before has been read. */
export interface Payload {
  readonly stream: Readable;
  /** Null, or the promise of room when too much lies unread. */
  write(chunk: Buffer): Promise<void> | null;
  end(): void;
  fail(error: Error): void;
}

/** Node's own PassThrough throws away what nobody has read yet when it is destroyed with an error. */
export function createPayload(): Payload {
  const queue: Buffer[] = [];
  let queuedBytes = 0;
  let isWanted = false;
  let isDiscarded = false;
  let ending: { error: Error | null } | null = null;
  let drained = Promise.withResolvers<void>();
  const stream = new Readable({
    // Without a buffer of its own, so that an error comes after the last chunk and not before.
    highWaterMark: 0,
    read() {
      isWanted = true;
      deliver();
    },
    destroy(error, callback) {
      isDiscarded = true;
      queue.length = 0;
      drained.resolve();
      callback(error);
    },
  });
  // Whoever does not read on does not listen for errors either.
  stream.on('error', () => {});
  return {
    stream,
    write(chunk) {
      if (isDiscarded || chunk.length === 0) return null;
      queue.push(chunk);
      queuedBytes += chunk.length;
      deliver();
      return queuedBytes > highWaterMarkBytes ? drained.promise : null;
    },
    end: () => finish(null),
    fail: (error) => finish(error),
  };

  function finish(error: Error | null): void {
    ending ??= { error };
    deliver();
  }

  function deliver(): void {
    if (!isWanted) return;
    const chunk = queue.shift();
    if (chunk !== undefined) {
      isWanted = false;
      queuedBytes -= chunk.length;
      if (queuedBytes <= highWaterMarkBytes) {
        drained.resolve();
        drained = Promise.withResolvers();
      }
      stream.push(chunk);
    } else if (ending?.error === null) stream.push(null);
    else if (ending !== null) {
      const { error } = ending;
      setImmediate(() => stream.destroy(error ?? undefined));
    }
  }
}
