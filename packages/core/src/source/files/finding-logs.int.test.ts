import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { filesSource } from './files-source.ts';
import type { SkippedFile } from './find-log-files.ts';
import {
  aFolder,
  anyQuery,
  inPieces,
  numbered,
  numberedLines,
  readFiles,
} from './read-files.testing.ts';

const line = (number: number) => `${JSON.stringify(numbered(number))}\n`;
const hour = 'AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1/2026/04/14/08';

function anError(paths: readonly string[]): Promise<unknown> {
  return readFiles(paths).then(
    () => null,
    (error: unknown) => error,
  );
}

function openResources(): number {
  return process.getActiveResourcesInfo().length;
}

describe('which files are read', () => {
  test('a folder with all below it, in the order of names, whatever the log is packed in', async () => {
    const folder = await aFolder({
      'a.json': line(1),
      'b/c/d.ndjson': line(2),
      'b/e.jsonl': line(3),
      'f.log': line(4),
      'g.json.gz': gzipSync(line(5)),
      'h.json.zst': zstdCompressSync(line(6)),
      'i-firehose-2026-09-08-12-10-33': line(7),
      'j.GZ': gzipSync(line(8)),
    });

    expect((await readFiles([folder])).numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('files of other kinds are passed over in folders, and told', async () => {
    const folder = await aFolder({
      'a.json': line(1),
      'readme.md': 'notes',
      'picture.png': 'png',
      '.hidden.json': line(9),
      'aws-logs-write-test': 'Permission Check Successful',
    });
    const skipped: SkippedFile[] = [];
    const read = await readFiles({ paths: [folder], onSkip: (file) => skipped.push(file) });

    expect(read).toMatchObject({ numbers: [1], rejections: [], missing: [] });
    expect(skipped.map(({ path, reason }) => [path.slice(folder.length + 1), reason])).toEqual([
      ['.hidden.json', 'not-a-log-by-name'],
      ['aws-logs-write-test', 'not-a-log-by-name'],
      ['picture.png', 'not-a-log-by-name'],
      ['readme.md', 'not-a-log-by-name'],
    ]);
  });

  test('prompts, answers and media that Bedrock puts beside its records are never read', async () => {
    const folder = await aFolder({
      [`${hour}/20260414T085715056Z_9b86bf4994c4ab1c.json.gz`]: gzipSync(line(1)),
      [`${hour}/data/081f659f-fc8a-40ce-8a6b-688bcaa9c628_input.json.gz`]: gzipSync(line(7)),
      [`${hour}/data/081f659f-fc8a-40ce-8a6b-688bcaa9c628_output.json.gz`]: gzipSync(line(8)),
      [`${hour}/data/081f659f-fc8a-40ce-8a6b-688bcaa9c628_input_media_00.pdf`]: 'pdf',
      [`${hour}/data/anything.json`]: line(9),
      'AWSLogs/111122223333/BedrockModelInvocationLogs/amazon-bedrock-logs-permission-check': 'x',
    });
    const skipped: SkippedFile[] = [];
    const onSkip = (file: SkippedFile) => skipped.push(file);

    expect(await readFiles({ paths: [folder], onSkip })).toMatchObject({
      numbers: [1],
      rejections: [],
    });
    expect(skipped.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 5 }, () => 'body-object'),
    );
    // Also when a shell has spelled them out.
    const named = skipped.map(({ path }) => path);
    await expect(readFiles(named)).rejects.toMatchObject({
      code: 'SOURCE_EMPTY',
      message: expect.stringContaining('passed over: 5 with prompts and answers'),
    });
  });

  test('a file that is named is read whatever its name', async () => {
    const folder = await aFolder({
      'notes.txt': line(1),
      'b.json': gzipSync(line(2)),
      'c.gz': line(3),
    });

    expect(
      await readFiles(['notes.txt', 'b.json', 'c.gz'].map((name) => join(folder, name))),
    ).toMatchObject({
      numbers: [1, 2, 3],
      rejections: [],
    });
  });

  test('globs', async () => {
    const folder = await aFolder({
      'a1.json': line(1),
      'a2.json': line(2),
      'b/a3.json': line(3),
      'c.json': line(4),
    });

    expect((await readFiles([`${folder}/a*.json`])).numbers).toEqual([1, 2]);
    expect((await readFiles([`${folder}/**/{a,c}*.json`])).numbers).toEqual([1, 2, 3, 4]);
  });

  test('a file whose name looks like a glob is that file', async () => {
    const folder = await aFolder({ 'a[1].json': line(1), 'a1.json': line(2) });

    expect((await readFiles([`${folder}/a[1].json`])).numbers).toEqual([1]);
  });

  test('each file once, however often it is named', async () => {
    const folder = await aFolder({ 'a.json': line(1) });
    const stdin = Readable.from([line(2)]);
    const paths = [
      '-',
      folder,
      `${folder}/a.json`,
      `${folder}/../${folder.split('/').at(-1)}/a.json`,
      `${folder}/*.json`,
      '-',
    ];

    expect((await readFiles({ paths, stdin })).numbers).toEqual([2, 1]);
  });

  test('links are followed, but not in circles', async () => {
    const folder = await aFolder({ 'real/a.json': line(1) });
    const logs = await aFolder();
    await symlink(join(folder, 'real'), join(logs, 'linked'));
    await symlink(logs, join(logs, 'linked-to-itself'));

    expect(await readFiles([logs])).toMatchObject({ numbers: [1], missing: [] });
  });

  test('stdin, plain or compressed, however it arrives', async () => {
    const bytes = gzipSync(numberedLines(200));
    const whole = await readFiles({ paths: ['-'], stdin: Readable.from([numberedLines(200)]) });
    const pieces = await readFiles({ paths: ['-'], stdin: Readable.from(inPieces(bytes, 1)) });

    expect(whole.numbers).toHaveLength(200);
    expect(pieces.numbers).toEqual(whole.numbers);
  });

  test('gzip and zstd of several members', async () => {
    const gzip = Buffer.concat([1, 2, 3].map((number) => gzipSync(line(number))));
    const zstd = Buffer.concat([4, 5, 6].map((number) => zstdCompressSync(line(number))));
    const folder = await aFolder({
      'a.gz': gzip,
      'b.zst': zstd,
      'empty.gz': gzipSync(''),
      'empty.json': '',
    });

    const padded = await aFolder({ 'a.gz': Buffer.concat([gzip, Buffer.alloc(512)]) });
    expect(await readFiles([padded])).toMatchObject({ numbers: [1, 2, 3], missing: [] });
    expect(await readFiles([folder])).toMatchObject({
      numbers: [1, 2, 3, 4, 5, 6],
      missing: [],
      rejections: [],
    });
    const stdin = Readable.from(inPieces(Buffer.concat([zstd, zstd]), 7));
    expect((await readFiles({ paths: ['-'], stdin })).numbers).toEqual([4, 5, 6, 4, 5, 6]);
    const slowly = Readable.from(inPieces(gzip, 5));
    expect((await readFiles({ paths: ['-'], stdin: slowly })).numbers).toEqual([1, 2, 3]);
  });
});

describe('what cannot be found or read', () => {
  test('nothing at the path', async () => {
    expect(await anError(['no/such/file.json'])).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: 'no/such/file.json does not exist; check the path.',
    });
    expect(await anError(['no/such/*.json'])).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: 'no/such/*.json matches no file; check the pattern.',
    });
    expect(await anError([])).toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });

  test('a folder without logs', async () => {
    const folder = await aFolder({ 'readme.md': 'notes' });

    expect(await anError([folder])).toMatchObject({
      code: 'SOURCE_EMPTY',
      message: expect.stringMatching(
        /holds no log files \(passed over: 1 of other kinds\); name a folder/,
      ),
    });
  });

  test('one path of several: the others are read', async () => {
    const folder = await aFolder({ 'a.json': line(1) });
    const { numbers, missing } = await readFiles(['missing.json', folder, 'missing/*.gz']);

    expect(numbers).toEqual([1]);
    expect(missing).toEqual([
      {
        origin: 'missing.json',
        reason: 'not-found',
        message: 'missing.json does not exist; check the path.',
      },
      {
        origin: 'missing/*.gz',
        reason: 'not-found',
        message: 'missing/*.gz matches no file; check the pattern.',
      },
    ]);
  });

  test('a file that the system refuses', async () => {
    const folder = await aFolder({ 'a.json': line(1) });
    await symlink(join(folder, 'circle.json'), join(folder, 'circle.json'));

    expect(await readFiles([folder])).toMatchObject({
      numbers: [1],
      missing: [
        {
          origin: `${folder}/circle.json`,
          reason: 'unreadable',
          message: expect.stringContaining('(ELOOP)'),
        },
      ],
    });
    expect(await anError([join(folder, 'circle.json')])).toMatchObject({
      code: 'SOURCE_UNREADABLE',
    });
  });

  test.each([
    ['binary data', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 10, 0, 10]), 'binary data'],
    ['compressed binary data', gzipSync(Buffer.alloc(5000)), 'binary data'],
    ['UTF-16 text', Buffer.from(`\uFEFF${line(1)}`, 'utf16le'), 'convert it to UTF-8'],
  ])('%s is told once, and its neighbors are read', async (_, bytes, sentence) => {
    const folder = await aFolder({ 'a.json': line(1), 'b.log': bytes, 'c.json': line(2) });

    expect(await readFiles([folder])).toMatchObject({
      numbers: [1, 2],
      rejections: [],
      missing: [{ reason: 'unreadable', message: expect.stringContaining(sentence) }],
    });
    expect(await anError([join(folder, 'b.log')])).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining(sentence),
    });
  });

  test('a file that is empty is no error', async () => {
    const folder = await aFolder({ 'a.json': '' });

    expect(await readFiles([folder])).toMatchObject({ numbers: [], rejections: [], missing: [] });
  });
});

describe('while it reads', () => {
  test('tells how many bytes of the files it has read', async () => {
    const zipped = gzipSync(numberedLines(100));
    const folder = await aFolder({ 'a.json': numberedLines(5000), 'b.json.gz': zipped });
    const { progress } = await readFiles([folder]);
    const bytesTotal = Buffer.byteLength(numberedLines(5000)) + zipped.length;

    expect(progress.length).toBeGreaterThan(3);
    expect(progress.at(-1)).toEqual({ bytesRead: bytesTotal, bytesTotal, records: 5100 });
    const bytes = progress.map(({ bytesRead }) => bytesRead);
    expect(bytes).toEqual(bytes.toSorted((one, other) => one - other));
  });

  test('does not know how much a pipe will give', async () => {
    const { progress } = await readFiles({ paths: ['-'], stdin: Readable.from([line(1)]) });

    expect(progress.at(-1)).toMatchObject({
      bytesTotal: null,
      bytesRead: line(1).length,
      records: 1,
    });
  });

  test('can be read again', async () => {
    const folder = await aFolder({ 'a.json': line(1) });
    const source = filesSource([folder]);
    const read = async () => {
      const numbers = [];
      for await (const { invocations } of source.read({ query: anyQuery })) {
        numbers.push(...invocations.map(({ inputTokens }) => inputTokens));
      }
      return numbers;
    };

    expect([await read(), await read()]).toEqual([[1], [1]]);
  });

  test('stops at the signal, also in front of a silent pipe', async () => {
    const stop = new AbortController();
    const silent = new PassThrough();
    const batches = filesSource({ paths: ['-'], stdin: silent }).read({
      query: anyQuery,
      signal: stop.signal,
    });
    const first = batches[Symbol.asyncIterator]().next();
    stop.abort(new Error('enough'));

    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(silent.destroyed).toBe(true);
  });

  test('stops between parts of a file', async () => {
    const folder = await aFolder({ 'a.json': numberedLines(10_000) });
    const stop = new AbortController();
    let parts = 0;
    const read = async () => {
      for await (const _ of filesSource([folder]).read({ query: anyQuery, signal: stop.signal })) {
        parts++;
        stop.abort();
      }
    };

    await expect(read()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(parts).toBe(1);
  });

  test('closes its files when nobody listens any more', async () => {
    const folder = await aFolder({
      'a.json': numberedLines(10_000),
      'b.json': numberedLines(10_000),
      'c.gz': gzipSync(numberedLines(10_000)),
    });
    const before = openResources();
    for await (const _ of filesSource([folder]).read({ query: anyQuery })) break;
    for await (const _ of filesSource([`${folder}/c.gz`]).read({ query: anyQuery })) break;

    expect(openResources()).toBeLessThanOrEqual(before);
  });

  test('reads request ids and tags when the query needs them', async () => {
    const folder = await aFolder({
      'a.json': JSON.stringify(numbered(1, { requestMetadata: { team: 'a' } })),
    });
    const sparing = await readFiles([folder]);
    const byTeam = await readFiles([folder], { ...anyQuery, groupBy: ['requestMetadata.team'] });
    const forTeam = await readFiles([folder], {
      ...anyQuery,
      where: [{ dimension: 'requestMetadata.team', values: ['a'] }],
    });
    const once = await readFiles([folder], { ...anyQuery, deduplicate: true });

    expect(sparing.invocations).toMatchObject([{ requestId: '', requestMetadata: null }]);
    expect(byTeam.invocations).toMatchObject([{ requestMetadata: { team: 'a' } }]);
    expect(forTeam.invocations).toMatchObject([{ requestMetadata: { team: 'a' } }]);
    expect(once.invocations).toMatchObject([{ requestId: 'a1b2c3d4-0001-4000-8000-000000000001' }]);
  });

  test('passes damage inside a prompt over, unless it is strict', async () => {
    const damaged = line(1).replace(
      '"inputTokenCount"',
      '"inputBodyJson":{"text": oops},"inputTokenCount"',
    );
    const folder = await aFolder({ 'a.json': `${damaged}${line(2)}` });
    const strict = await readFiles({ paths: [folder], strict: true });

    expect(await readFiles([folder])).toMatchObject({ numbers: [1, 2], rejections: [] });
    expect(strict).toMatchObject({
      numbers: [2],
      rejections: [{ reason: 'not-json', location: { line: 1 } }],
    });
  });

  test('reads a named pipe, whose size nobody knows', async () => {
    const folder = await aFolder({ 'a.json': line(1) });
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [read] = await Promise.all([
      readFiles([join(folder, 'a.json'), pipe]),
      writeFile(pipe, gzipSync(line(2))),
    ]);

    expect(read.numbers).toEqual([1, 2]);
    expect(read.progress.at(-1)).toMatchObject({ bytesTotal: null, records: 2 });
  });
});

describe('a check before anything is read', () => {
  test('refuses paths that lead nowhere, and lets a folder pass that is empty yet', async () => {
    const folder = await aFolder({});

    await expect(filesSource([folder]).check?.()).resolves.toBeUndefined();
    await expect(filesSource([folder, join(folder, 'gone')]).check?.()).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `${join(folder, 'gone')} does not exist; check the path.`,
    });
  });
});
