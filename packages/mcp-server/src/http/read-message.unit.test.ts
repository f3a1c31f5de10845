import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readMessage, usualMessageLimits, type MessageLimits } from './read-message.ts';

const usual = { ...usualMessageLimits, maxBytes: 4 * 1024 * 1024 };

describe('a request body', () => {
  it('is read as deep as it may be, and no deeper', async () => {
    expect(await read(nested(64))).toMatchObject({ ok: true });
    expect(await read(nested(65))).toMatchObject({
      ok: false,
      reason: 'size',
      refusal: { status: 400, message: expect.stringContaining('at most 64 levels') as string },
    });
  });

  it('of a million brackets is refused at once, and parsed where nobody looks', async () => {
    const deep = nested(1_000_000);

    const startMs = performance.now();
    const refused = await read(deep);
    const durationMs = performance.now() - startMs;

    expect(refused).toMatchObject({ ok: false });
    expect(durationMs).toBeLessThan(500);
    expect(await read(deep, { maxDepth: Infinity })).toMatchObject({ ok: true });
  });

  it('may have brackets and quotation marks in its texts', async () => {
    const texts = fc.stringMatching(/^["\\[\]{}a]*$/);

    await fc.assert(
      fc.asyncProperty(fc.dictionary(texts, texts), async (message) => {
        const answer = await read(JSON.stringify(message), { maxDepth: 1 });

        expect(answer).toEqual({ ok: true, body: JSON.parse(JSON.stringify(message)) as unknown });
      }),
    );
  });

  it('is read as JSON.parse reads it, or refused, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json({ maxDepth: 5 }), fc.string()), async (text) => {
        const answer = await read(text);

        expect(answer.ok ? answer.body : undefined).toEqual(parsed(text));
      }),
    );
  });

  it.each([
    ['a word', 'hello'],
    ['an open text', '{"a":"'],
    ['an open bracket', '{"a":['],
    ['nothing', ''],
  ])('that is no JSON but %s is refused', async (_what, text) => {
    expect(await read(text)).toMatchObject({ ok: false, reason: 'malformed' });
  });

  it('that is too long is refused', async () => {
    expect(await read('"12345678"', { maxBytes: 9 })).toMatchObject({
      ok: false,
      refusal: { status: 413 },
    });
  });
});

describe('a batch', () => {
  it('may have twenty messages', async () => {
    expect(await read(batchOf(20))).toMatchObject({ ok: true });
    expect(await read(batchOf(21))).toMatchObject({ ok: false, refusal: { code: -32600 } });
    expect(await read(batchOf(10_000), { maxBatch: Infinity })).toMatchObject({ ok: true });
  });

  it.each(['2025-06-18', '2025-11-25', '2026-07-28'])(
    'is refused in version %s',
    async (version) => {
      expect(await read(batchOf(1), {}, { 'MCP-Protocol-Version': version })).toMatchObject({
        ok: false,
        refusal: { message: expect.stringContaining('has no batches') as string },
      });
    },
  );

  it.each(['2025-03-26', '2024-11-05'])('is taken in version %s', async (version) => {
    expect(await read(batchOf(2), {}, { 'MCP-Protocol-Version': version })).toMatchObject({
      ok: true,
    });
  });
});

function read(text: string, limits: Partial<MessageLimits> = {}, headers = {}) {
  const request = new Request('http://localhost/mcp', { method: 'POST', body: text, headers });
  return readMessage(request, { ...usual, ...limits });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function batchOf(messages: number): string {
  return JSON.stringify(Array.from({ length: messages }, (_message, id) => ({ id })));
}
