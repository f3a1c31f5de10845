import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { boundedBody, type BodyEnd, type BoundedBodyOptions } from './bounded-body.ts';

describe('a bounded body', () => {
  it('hands on every byte in order to a reader that reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 })), async (chunks) => {
        const { body, ends } = bounded(ReadableStream.from(chunks), 10);

        const read = new Uint8Array(await new Response(body).arrayBuffer());

        expect([...read]).toEqual(chunks.flatMap((chunk) => [...chunk]));
        expect(ends).toEqual([['complete', read.byteLength]]);
      }),
    );
  });

  it('waits for what has not been written yet', async () => {
    const { body, controller } = written();
    const text = new Response(body).text();
    controller.enqueue(bytes('one '));
    await turn();
    controller.enqueue(bytes('two'));
    controller.close();

    expect(await text).toBe('one two');
  });

  it('has not ended before its reader took the last of it', async () => {
    const { body, controller, ends } = written();
    controller.enqueue(bytes('answer'));
    controller.close();
    await turn();
    const before = [...ends];

    await new Response(body).text();

    expect(before).toEqual([]);
    expect(ends).toEqual([['complete', 6]]);
  });

  it('is cut when more waits than it may, keeps nothing, and tells who writes', async () => {
    const { body, controller, ends, cancelled } = written(100);
    for (let count = 0; count < 12; count += 1) {
      if (!cancelled()) controller.enqueue(new Uint8Array(10));
      await turn();
    }

    expect(ends).toEqual([['cut', 0]]);
    expect(cancelled()).toBe(true);
    expect(await new Response(body).text()).toBe('');
  });

  it('takes one piece that is larger than the bound', async () => {
    const { body, controller } = written(10);
    controller.enqueue(new Uint8Array(1000));
    controller.close();

    expect((await new Response(body).arrayBuffer()).byteLength).toBe(1000);
  });

  it('passes on that its reader left', async () => {
    const { body, controller, ends, cancelled } = written();
    const reader = body.getReader();
    controller.enqueue(bytes('one'));
    await reader.read();

    await reader.cancel();

    expect(ends).toEqual([['disconnected', 3]]);
    expect(cancelled()).toBe(true);
  });

  it('ends without a word where its writer failed', async () => {
    const { body, controller, ends } = written();
    const text = new Response(body).text();
    controller.error(new Error('secret'));

    expect(await text).toBe('');
    expect(ends).toEqual([['disconnected', 0]]);
  });

  it('ends with an error, after all that was written, where a break is to be seen', async () => {
    const { body, controller, ends } = written(1000, { isBreakShown: true });
    const reader = body.getReader();
    controller.enqueue(bytes('half'));
    expect((await reader.read()).value).toEqual(bytes('half'));
    controller.error(new Error('the disk is on fire'));

    await expect(reader.read()).rejects.toThrow('the disk is on fire');
    expect(ends).toEqual([['disconnected', 4]]);
  });

  it('ends with an error where it was cut and a break is to be seen', async () => {
    const { body, controller, ends } = written(10, { isBreakShown: true });
    controller.enqueue(new Uint8Array(20));
    await turn();
    controller.enqueue(new Uint8Array(20));
    await turn();

    await expect(new Response(body).text()).rejects.toThrow('Too much of the answer waited');
    expect(ends).toEqual([['cut', 0]]);
  });
});

type OtherOptions = Omit<BoundedBodyOptions, 'maxWaitingBytes' | 'onEnd'>;

function bounded(
  source: ReadableStream<Uint8Array>,
  maxWaitingBytes: number,
  options: OtherOptions = {},
) {
  const ends: [BodyEnd, number][] = [];
  const onEnd = (end: BodyEnd, count: number): void => void ends.push([end, count]);
  return { body: boundedBody(source, { ...options, maxWaitingBytes, onEnd }), ends };
}

function written(maxWaitingBytes = 1000, options: OtherOptions = {}) {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let isCancelled = false;
  const source = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      isCancelled = true;
    },
  });
  return { ...bounded(source, maxWaitingBytes, options), controller, cancelled: () => isCancelled };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
