import { SpendError } from '../errors.ts';

/** Stops waiting for work that takes no signal, such as finding credentials, when a signal says so. */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(cancelled(signal));
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function cancelled({ reason }: AbortSignal): SpendError {
  return new SpendError('CANCELLED', 'The reading was cancelled before it was done.', {
    cause: reason,
  });
}
