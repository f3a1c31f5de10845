import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createPayload } from './payload.ts';

const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 20 });

async function read(stream: AsyncIterable<Buffer>): Promise<{ bytes: Buffer; error: unknown }> {
  const read: Buffer[] = [];
  try {
    for await (const chunk of stream) {
      read.push(chunk);
      // Slower than the writer.
      await delay(0);
    }
    return { bytes: Buffer.concat(read), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(read), error };
  }
}

test('A reader gets all that was written, and then the end or the failure', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, fc.boolean(), fc.nat(20), async (written, fails, readsAfter) => {
      const payload = createPayload();
      const failure = new Error('Midway.');
      let reading: ReturnType<typeof read> | null = null;
      for (const [index, chunk] of written.entries()) {
        if (index === readsAfter) reading = read(payload.stream);
        void payload.write(Buffer.from(chunk));
      }
      if (fails) payload.fail(failure);
      else payload.end();
      const { bytes, error } = await (reading ?? read(payload.stream));
      expect(bytes).toEqual(Buffer.concat(written));
      expect(error).toBe(fails ? failure : null);
    }),
    { numRuns: 50 },
  );
});

test('A writer waits for its reader, and for nobody when the reader is gone', async () => {
  const payload = createPayload();
  let isFull = true;
  const waiting = payload.write(Buffer.alloc(1024 * 1024))?.then(() => {
    isFull = false;
    return null;
  });
  await delay(20);
  expect(isFull).toBe(true);
  payload.stream.destroy();
  await waiting;
  expect(payload.write(Buffer.alloc(1024 * 1024))).toBe(null);
});
