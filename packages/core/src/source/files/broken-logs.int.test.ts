import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aFolder, inPieces, numbered, numberedLines, readFiles } from './read-files.testing.ts';

const line = (number: number) => JSON.stringify(numbered(number));
const pretty = (number: number) => JSON.stringify(numbered(number), null, 2);
const secret = 'SECRET prompt';

async function readText(text: string | Uint8Array) {
  const folder = await aFolder({ 'log.json': text });
  const { numbers, rejections, missing } = await readFiles([`${folder}/log.json`]);
  return {
    numbers,
    missing,
    rejected: rejections.map(({ reason, location }) => `${location.line}: ${reason}`),
  };
}

describe('a broken line costs itself only', () => {
  test.each([
    ['text', 'something else entirely'],
    ['a number', '42'],
    ['words in brackets', '[2026-09-08 12:10:33] INFO started'],
    ['a record cut off in a string', line(9).slice(0, 120)],
    ['a record cut off behind a brace', line(9).slice(0, line(9).indexOf('}') + 1)],
    ['a record cut off behind a comma', line(9).slice(0, line(9).indexOf(',') + 1)],
    ['a record with a quote too many', line(9).replace('us-east-1', 'us-"east-1')],
    ['a time with nothing behind it', '2026-09-08T12:10:33.000Z'],
    ['a time with text behind it', '2026-09-08T12:10:33.000Z no record'],
    ['a lone bracket', '}'],
    ['a control character', '\u0007'],
  ])('%s', async (_, broken) => {
    const text = [line(1), broken, line(2), line(3)].join('\n');

    expect(await readText(text)).toEqual({
      numbers: [1, 2, 3],
      rejected: ['2: not-json'],
      missing: [],
    });
  });

  test('JSON that is no record is counted as such', async () => {
    const text = [
      line(1),
      '{"hello":"world"}',
      line(2),
      '{"events":[{"message":7}]}',
      line(3),
    ].join('\n');

    expect(await readText(text)).toMatchObject({
      numbers: [1, 2, 3],
      rejected: ['2: not-an-invocation-record', '4: not-an-invocation-record'],
    });
  });

  test('a record in which every field has the wrong type is invalid', async () => {
    const wrong = Object.keys(numbered(1)).map((key) => [
      key,
      key === 'schemaType' ? 'ModelInvocationLog' : [7],
    ]);
    const text = [line(1), JSON.stringify(Object.fromEntries(wrong)), line(2)].join('\n');

    expect(await readText(text)).toMatchObject({
      numbers: [1, 2],
      rejected: ['2: invalid-record'],
    });
  });

  test('an event whose message is not JSON is counted', async () => {
    const events = [
      { timestamp: 1, message: line(1) },
      { timestamp: 2, message: secret },
      { timestamp: 3, message: line(2) },
    ];

    expect(await readText(JSON.stringify({ events }))).toMatchObject({
      numbers: [1, 2],
      rejected: ['1: not-json'],
    });
  });

  test('a broken pretty-printed record', async () => {
    const cut = pretty(9).split('\n').slice(0, 9).join('\n');
    const text = [pretty(1), cut, pretty(2), pretty(3)].join('\n');
    const firstLine = pretty(1).split('\n').length + 1;

    expect(await readText(text)).toMatchObject({
      numbers: [1, 2, 3],
      rejected: [`${firstLine}: not-json`],
    });
  });

  test('a broken element of an array', async () => {
    const cut = line(9).slice(0, 100);
    const text = `[\n${[line(1), cut, line(2), line(3)].join(',\n')}\n]\n`;

    expect(await readText(text)).toMatchObject({ numbers: [1, 2, 3], rejected: ['3: not-json'] });
  });

  test('a broken event of a pretty-printed answer', async () => {
    const events = [1, 2, 3].map((n) => ({ timestamp: n, message: line(n) }));
    const text = JSON.stringify({ events, nextToken: 'f/1' }, null, 2);
    const broken = text.replace('"timestamp": 2,', '"timestamp": 2');

    expect(await readText(broken)).toMatchObject({ numbers: [1, 3], rejected: ['7: not-json'] });
  });

  test('what looks like an answer but is not closed still gives its events', async () => {
    const events = [1, 2].map((n) => ({ timestamp: n, message: line(n) }));
    const text = JSON.stringify({ events });

    expect(await readText(`${text.slice(0, -2)}\n`)).toMatchObject({ numbers: [1, 2] });
  });

  test('nothing of a record is told in its rejection', async () => {
    const texts = [
      `{"prompt":"${secret}`,
      secret,
      `{"prompt":"${secret}"}`,
      `[ "${secret}", ${secret} ]`,
    ];
    const folder = await aFolder({ 'log.json': texts.join('\n') });
    const { rejections } = await readFiles([folder]);

    expect(rejections.length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(rejections)).not.toContain('SECRET');
  });
});

describe('any bytes', () => {
  test('are read without an error, and whole lines around them are kept', async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes.map((byte) => byte || 1))),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n1a') }).map((text) => Buffer.from(text)),
      fc.nat(400).map((end) => Buffer.from(line(9).slice(0, end))),
    );

    await fc.assert(
      fc.asyncProperty(noise, fc.integer({ min: 1, max: 200 }), async (noise, size) => {
        const text = Buffer.concat([
          Buffer.from(`${line(1)}\n`),
          noise,
          Buffer.from(`\n${line(2)}\n${line(3)}\n${line(4)}\n`),
        ]);
        const { numbers } = await readFiles({
          paths: ['-'],
          stdin: Readable.from(inPieces(text, size)),
        });

        expect(numbers).toEqual(expect.arrayContaining([1, 3, 4]));
      }),
      { numRuns: 500 },
    );
  });

  test('that open a million brackets are given up in the time of one pass', async () => {
    const folder = await aFolder({ 'log.json': `${'{"a":[\n'.repeat(300_000)}\n${line(1)}\n` });
    const { numbers, rejections } = await readFiles([folder]);

    expect(numbers).toEqual([1]);
    expect(rejections.length).toBeGreaterThan(0);
  });

  test('that nest a million deep on one line are one rejection', async () => {
    const text = [line(1), '['.repeat(1_000_000), line(2)].join('\n');
    const nested = [
      line(1),
      `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
      line(2),
    ].join('\n');

    expect(await readText(text)).toMatchObject({ numbers: [1, 2] });
    expect(await readText(nested)).toMatchObject({
      numbers: [1, 2],
      rejected: ['2: not-an-invocation-record'],
    });
  });
});

describe('a line that is too long', () => {
  const long = Buffer.alloc(1024 * 1024, 'x');

  /** 200 MB of it, one piece after the other. */
  function* longLine(before: string, after: string): Generator<Buffer> {
    yield Buffer.from(`${line(1)}\n${before}`);
    for (let index = 0; index < 200; index++) yield long;
    yield Buffer.from(`${after}\n${line(2)}\n`);
  }

  test.each([
    [
      'a record with an endless prompt',
      '{"timestamp":"2026-09-08T12:10:33Z","input":{"inputBodyJson":"',
      '"}}',
    ],
    ['text', 'no JSON ', ''],
    ['a word in an object', '{"a": ', ''],
    ['a string in a list', '["', '"]'],
  ])('%s is one rejection, and memory stays flat', async (_, before, after) => {
    const stdin = Readable.from(longLine(before, after));
    const memoryBefore = process.memoryUsage().rss;
    let mostMemory = 0;
    const timer = setInterval(() => {
      mostMemory = Math.max(mostMemory, process.memoryUsage().rss - memoryBefore);
    }, 5);
    const { numbers, rejections } = await readFiles({ paths: ['-'], stdin });
    clearInterval(timer);

    expect(numbers).toEqual([1, 2]);
    expect(rejections).toEqual([
      {
        reason: 'too-long',
        detail: 'longer than 16 MiB',
        location: { origin: '<stdin>', line: 2 },
      },
    ]);
    // The line is 200 MiB; what is not yet collected of it varies.
    expect(mostMemory).toBeLessThan(160 * 1024 * 1024);
  });

  test('a long record below the limit is read', async () => {
    const body = { inputBodyJson: 'x'.repeat(12 * 1024 * 1024) };
    const text = [line(1), JSON.stringify(numbered(2, { input: body })), line(3)].join('\n');

    expect(await readText(text)).toEqual({ numbers: [1, 2, 3], rejected: [], missing: [] });
  });
});

describe('damaged compression', () => {
  const lines = numberedLines(3000);
  const incompressible = numberedLines(3000).replaceAll('a1b2c3d4-0001', () => randomUUID());

  test.each([
    ['gzip', gzipSync(lines)],
    ['zstd', zstdCompressSync(incompressible)],
  ])('%s that is cut off gives all before the cut, and tells where it is', async (_, bytes) => {
    const folder = await aFolder({
      'log.gz': bytes.subarray(0, Math.floor(bytes.length * 0.7)),
      'ok.json': line(7),
    });
    const { numbers, rejections, missing } = await readFiles([folder]);
    const read = numbers.length - 1;

    expect(read).toBeGreaterThan(1000);
    expect(numbers).toEqual([...Array.from({ length: read }, (_, index) => index + 1), 7]);
    expect(rejections).toEqual([]);
    expect(missing).toEqual([
      {
        origin: `${folder}/log.gz`,
        reason: 'truncated',
        message: `${folder}/log.gz is cut off: its compressed data ends too early; copy it again. The first ${read} lines were read.`,
      },
    ]);
  });

  test('gzip that is damaged in the middle gives what comes before and tells it', async () => {
    const bytes = gzipSync(incompressible);
    bytes.fill(0xff, bytes.length - 9000, bytes.length - 8900);
    const folder = await aFolder({ 'log.gz': bytes, 'ok.json': line(7) });
    const { numbers, missing } = await readFiles([folder]);

    expect(numbers.length).toBeGreaterThan(1000);
    expect(numbers.at(-1)).toBe(7);
    expect(missing).toMatchObject([{ reason: 'unreadable' }]);
  });

  test('a large gzip file that is cut off gives all before the cut', async () => {
    const many = gzipSync(numberedLines(60_000).replaceAll('a1b2c3d4-0001', () => randomUUID()));
    const folder = await aFolder({ 'log.gz': many.subarray(0, -100) });
    const { numbers, missing } = await readFiles([folder]);

    expect(many.length).toBeGreaterThan(1024 * 1024);
    expect(numbers.length).toBeGreaterThan(59_000);
    expect(missing).toMatchObject([{ reason: 'truncated' }]);
  });

  test('a size that the file only claims is not believed', async () => {
    const bytes = gzipSync(lines);
    const tooLarge = Buffer.from(bytes);
    tooLarge.writeUInt32LE(0xffffffff, tooLarge.length - 4);
    const tooSmall = Buffer.from(bytes);
    tooSmall.writeUInt32LE(1, tooSmall.length - 4);
    const folder = await aFolder({ 'large.gz': tooLarge, 'small.gz': tooSmall });
    const { numbers, missing } = await readFiles([folder]);

    // The last bytes are part of the check, so both are damaged; their records are read all the same.
    expect(numbers.length).toBeGreaterThan(5000);
    expect(missing).toHaveLength(2);
  });
});
