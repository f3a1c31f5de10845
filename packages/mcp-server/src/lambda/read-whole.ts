export interface ReadWholeOptions {
  maxBytes: number;
  /** Aborts when nobody can wait any longer. */
  deadline: AbortSignal;
}

/** The body of an answer, or why it cannot be had; then no more of it is made. Rejects where it breaks off. */
export async function readWhole(
  { body }: Response,
  { maxBytes, deadline }: ReadWholeOptions,
): Promise<Buffer | 'late' | 'too large'> {
  if (body === null) return Buffer.alloc(0);
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // What is being read then ends at once.
  const onLate = (): void => void reader.cancel().catch(() => {});
  deadline.addEventListener('abort', onLate);
  if (deadline.aborted) onLate();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (deadline.aborted) return 'late';
      if (done) return Buffer.concat(chunks);
      chunks.push(value);
      bytes += value.byteLength;
      if (bytes <= maxBytes) continue;
      await reader.cancel();
      return 'too large';
    }
  } finally {
    deadline.removeEventListener('abort', onLate);
  }
}
