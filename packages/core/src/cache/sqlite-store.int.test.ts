import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { cellKey, type CellKey } from './cell-key.ts';
import type { Cell } from './cell-store.ts';
import { dayMs, hourMs, scope } from './kept-logs.testing.ts';
import { loadSqlite } from './load-sqlite.ts';
import { sqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';
import { createInvocationGrouper } from '../aggregate/group-invocations.ts';
import { arbitraryInvocation } from '../model/invocation.testing.ts';

const run = promisify(execFile);

const columns = { bucketMs: dayMs, principal: true, operation: true, metadataKeys: ['team'] };
const key = cellKey(scope, columns);
const may = Date.parse('2026-05-01');

let folder = '';
let file = '';
let notes: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bedrock-spend-cache-'));
  file = path.join(folder, 'cache', 'cells.sqlite');
  notes = [];
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

function open(options: SqliteStoreOptions = {}) {
  return sqliteStore(file, { onNote: (note) => notes.push(note), ...options });
}

const emptyCell: Cell = { groups: [], rejections: [], readAtMs: may + 30 * dayMs };

/** A cell with so many groups, none of them like another. */
function bigCell(count: number, startMs: number): Cell {
  const grouper = createInvocationGrouper(columns);
  const some = fc.sample(arbitraryInvocation([startMs, startMs + dayMs - 1]), {
    numRuns: count,
    seed: 7,
  });
  for (const [index, invocation] of some.entries()) {
    grouper.add({
      ...invocation,
      principalArn: `arn:aws:iam::111122223333:user/${index}-${startMs}`,
    });
  }
  return { groups: grouper.groups(), rejections: [], readAtMs: may + 90 * dayMs };
}

function days(cells: readonly Cell[]): Map<number, Cell> {
  return new Map(cells.map((cell, index) => [may + index * dayMs, cell]));
}

const wholeMay = { startMs: may, endMs: may + 31 * dayMs };

describe('A cache in a file', () => {
  test('gives back what was put, whatever the calls, also to the next process', async () => {
    const calls = fc.array(arbitraryInvocation([may, may + dayMs - 1]), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(calls, async (invocations) => {
        const grouper = createInvocationGrouper(columns);
        for (const invocation of invocations) grouper.add(invocation);
        const location = { origin: 'stream', line: null, timestampMs: may };
        const cell: Cell = {
          groups: grouper.groups(),
          rejections: [{ reason: 'not-json', detail: 'it is not JSON', location }],
          readAtMs: may + 2 * dayMs,
        };
        const store = open();
        await store.put(key, new Map([[may, cell]]));
        store.close();
        const next = open();
        expect(await next.get(key, wholeMay)).toEqual(new Map([[may, cell]]));
        next.close();
      }),
      { numRuns: 30 },
    );
  });

  test('keeps other keys apart, and only gives what begins within the span', async () => {
    const store = open();
    await store.put(key, days([emptyCell, emptyCell, emptyCell]));
    const others = [
      { ...scope, accountId: '444455556666' },
      { ...scope, region: 'eu-west-1' },
      { ...scope, logGroup: 'other' },
      { ...scope, engine: 'insights' },
    ].map((other) => cellKey(other, columns));
    const otherColumns = [
      { ...columns, bucketMs: hourMs },
      { ...columns, principal: false },
      { ...columns, operation: false },
      { ...columns, metadataKeys: [] },
    ].map((other) => cellKey(scope, other));
    for (const other of [...others, ...otherColumns]) {
      expect(await store.get(other, wholeMay)).toEqual(new Map());
    }
    const middle = { startMs: may + 1, endMs: may + 2 * dayMs };
    expect([...(await store.get(key, middle)).keys()]).toEqual([may + dayMs]);
    store.close();
  });

  test('is for its owner only, and so is its folder', async () => {
    const store = open();
    await store.put(key, days([emptyCell]));
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    const files = readdirSync(path.dirname(file)).toSorted();
    expect(files).toEqual(['cells.sqlite', 'cells.sqlite-shm', 'cells.sqlite-wal']);
    for (const name of files) {
      expect(statSync(path.join(path.dirname(file), name)).mode & 0o777).toBe(0o600);
    }
    store.close();
    chmodSync(file, 0o644);
    await open().get(key, wholeMay);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('tells what it holds, and forgets all of it', async () => {
    const store = open();
    expect(await store.info()).toEqual({
      file,
      bytes: 0,
      cells: 0,
      billDays: 0,
      oldestMs: null,
      newestMs: null,
      accounts: [],
      regions: [],
    });
    // Asking does not make the file.
    expect(readdirSync(folder)).toEqual([]);
    await store.put(key, days([bigCell(20, may), emptyCell]));
    await store.bill.put('bill', new Map([['2026-05-01', '{"a":1}']]));
    expect(await store.bill.get('bill', ['2026-05-01', '2026-05-02'])).toEqual(
      new Map([['2026-05-01', '{"a":1}']]),
    );
    const info = await store.info();
    expect(info).toMatchObject({
      cells: 2,
      billDays: 1,
      oldestMs: may,
      newestMs: may + 2 * dayMs,
      accounts: ['111122223333'],
      regions: ['us-east-1'],
    });
    expect(info.bytes).toBeGreaterThan(4096);
    await store.clear();
    expect(await store.info()).toMatchObject({ cells: 0, billDays: 0, accounts: [] });
    store.close();
    // Names of people do not stay in the free pages.
    expect(readFileSync(file).includes('2026-05-01')).toBe(false);
    expect(notes).toEqual([]);
  });

  test('forgets the oldest days beyond its size', async () => {
    const maximumBytes = 120_000;
    const store = open({ maximumBytes });
    for (let day = 0; day < 40; day += 1) {
      const startMs = may + day * dayMs;
      await store.put(key, new Map([[startMs, bigCell(100, startMs)]]));
    }
    const { bytes, cells, oldestMs, newestMs } = await store.info();
    store.close();
    expect(newestMs).toBe(may + 40 * dayMs);
    expect(oldestMs).toBeGreaterThan(may);
    expect(cells).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(maximumBytes / 2);
    expect(statSync(file).size).toBeLessThanOrEqual(1.1 * maximumBytes);
  });
});

/** A cache that was used. */
async function makeFile() {
  const store = open();
  await store.put(key, days([bigCell(300, may), bigCell(300, may + dayMs)]));
  store.close();
}

async function expectNew(note: RegExp) {
  const store = open();
  expect(await store.get(key, wholeMay)).toEqual(new Map());
  await store.put(key, days([emptyCell]));
  expect((await store.get(key, wholeMay)).size).toBe(1);
  store.close();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(note);
}

describe('A file that cannot be used', () => {
  test('is put aside when it is no database', async () => {
    await makeFile();
    writeFileSync(
      file,
      'Dear diary, this is no database but text that somebody wrote here.\n'.repeat(99),
    );
    await expectNew(/is not a cache of bedrock-spend: it is called .*not-a-cache-1 now/);
    expect(readFileSync(`${file}.not-a-cache-1`, 'utf8')).toMatch(/^Dear diary/);
  });

  test('is put aside when it is a database of another program', async () => {
    await makeFile();
    rmSync(file);
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(file);
    database.exec("CREATE TABLE letters (text TEXT); INSERT INTO letters VALUES ('Dear diary')");
    database.close();
    await expectNew(/not a cache of bedrock-spend/);
    const aside = new DatabaseSync(`${file}.not-a-cache-1`);
    expect(aside.prepare('SELECT text FROM letters').get()).toEqual({ text: 'Dear diary' });
    aside.close();
  });

  test('is made anew when it is damaged', async () => {
    await makeFile();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096, bytes.length);
    writeFileSync(file, bytes);
    await expectNew(/was damaged and has been made anew/);
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('not-a-cache'))).toEqual(
      [],
    );
  });

  test('is made anew when it was cut', async () => {
    await makeFile();
    writeFileSync(file, readFileSync(file).subarray(0, 5000));
    await expectNew(/was damaged and has been made anew/);
  });

  test('is emptied when another version made it', async () => {
    await makeFile();
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99; CREATE TABLE "of the ""future" (a)');
    database.close();
    await expectNew(/was made by another version and is empty now/);
  });

  test('gives what can be read of it when single cells are damaged', async () => {
    await makeFile();
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(file);
    database.exec(`UPDATE cells SET payload = x'0102' WHERE start_ms = ${may}`);
    database.close();
    const store = open();
    expect([...(await store.get(key, wholeMay)).keys()]).toEqual([may + dayMs]);
    store.close();
    expect(notes).toEqual([]);
  });

  test('costs a note where its folder cannot be made', async () => {
    writeFileSync(path.join(folder, 'cache'), 'a file where the folder should be');
    const store = open();
    expect(await store.get(key, wholeMay)).toEqual(new Map());
    await store.put(key, days([emptyCell]));
    await store.put(key, days([emptyCell]));
    expect(await store.bill.get('bill', ['2026-05-01'])).toEqual(new Map());
    expect(await store.info()).toMatchObject({ cells: 0 });
    expect(notes).toEqual([
      expect.stringMatching(/cannot be read \(.*\), which only costs time/),
      expect.stringMatching(/cannot be written \(.*\), which only costs time/),
    ]);
  });

  // A limit on the size of files stands for a disk that is full.
  test.skipIf(process.platform === 'win32')('costs a note where the disk is full', async () => {
    const fillAll = [process.execPath, ...fillArguments('one', 300)].map((part) => `'${part}'`);
    const limited = `trap '' XFSZ; ulimit -f 400; exec ${fillAll.join(' ')}`;
    const { stdout, stderr } = await run('sh', ['-c', limited], { timeout: 60_000 });
    expect(stdout).toBe('done\n');
    const complaints = stderr.trim().split('\n');
    expect(complaints[0]).toMatch(/cannot be written \(.*\), which only costs time/);
    expect(complaints.slice(1).every((line) => /^(?:one|all): \d+ cells on day/.test(line))).toBe(
      true,
    );
    const store = open();
    const { cells } = await store.info();
    store.close();
    expect(cells).toBeGreaterThan(0);
    expect(cells).toBeLessThan(80);
    expect(notes).toEqual([]);
  });
});

function fillArguments(name: string, groups: number): string[] {
  const script = fileURLToPath(new URL('fill-cache.testing.ts', import.meta.url));
  return ['--conditions=@bedrock-spend/source', script, file, name, String(groups)];
}

describe('Two processes', () => {
  test('fill and read the same file at once', async () => {
    const outcomes = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        run(process.execPath, fillArguments(name, 3), { timeout: 60_000 }),
      ),
    );
    expect(outcomes).toEqual(outcomes.map(() => ({ stdout: 'done\n', stderr: '' })));
    const store = open();
    for (const name of ['one', 'two', 'three', 'all']) {
      const cells = await store.get(keyOf(name), { startMs: may, endMs: may + 100 * dayMs });
      expect(cells.size).toBe(40);
    }
    store.close();
    expect(notes).toEqual([]);
  }, 60_000);
});

function keyOf(name: string): CellKey {
  return cellKey({ ...scope, logGroup: name }, columns);
}
