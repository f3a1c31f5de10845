import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, type CommandOptions, type CommandResult } from '../run-command.testing.ts';

// One record that counts in every test, so that bad neighbors cannot take it along.
const goodRecord = {
  timestamp: '2026-09-08T12:10:33Z',
  accountId: '111122223333',
  region: 'us-east-1',
  requestId: 'a1b2c3d4-0001-4000-8000-000000000001',
  operation: 'Converse',
  modelId: 'amazon.nova-micro-v1:0',
  input: { inputContentType: 'application/json', inputTokenCount: 1000 },
  output: { outputContentType: 'application/json', outputTokenCount: 8 },
  identity: { arn: 'arn:aws:sts::111122223333:assumed-role/chat-service/i-0abc' },
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
};
const goodLine = `${JSON.stringify(goodRecord)}\n`;
const day = ['--since', '2026-09-08', '--until', '2026-09-08', '--format', 'classic'];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-bad-input-'));
  await writeFile(join(folder, 'good.ndjson'), goodLine);
});

afterEach(() => rm(folder, { recursive: true }));

function report(paths: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return runCommand(['report', ...day, ...paths], { workingDirectory: folder, ...options });
}

const counted = /^Total Requests: 1\nTotal Input Tokens: 1000\n/m;

describe('bad input', () => {
  it('a missing file beside a good one makes a partial answer', async () => {
    const { stdout, stderr, status } = await report(['good.ndjson', 'none.ndjson']);
    expect(stdout).toMatch(counted);
    expect(stderr).toMatch(/^bedrock-spend: \S*none\.ndjson does not exist; check the path\.?\n$/);
    expect(status).toBe(3);
  });

  it('a missing file alone is a failure', async () => {
    const { stdout, stderr, status } = await report(['none.ndjson']);
    expect(stderr).toMatch(/^bedrock-spend: .*none\.ndjson.* does not exist.*\n$/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  it('a folder without logs is a failure that says what it should hold', async () => {
    await mkdir(join(folder, 'empty'));
    await writeFile(join(folder, 'empty', 'notes.txt'), 'hello');
    const { stdout, stderr, status } = await report(['empty']);
    expect(stderr).toMatch(/^bedrock-spend: .*empty.*\.\n$/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  it('a folder without logs beside a good file makes a partial answer', async () => {
    await mkdir(join(folder, 'empty'));
    const { stdout, stderr, status } = await report(['good.ndjson', 'empty']);
    expect(stdout).toMatch(counted);
    expect(stderr).toMatch(/^bedrock-spend: .*empty.*\n$/);
    expect(status).toBe(3);
  });

  it('a file in a folder that is no log by its name is passed over, and told', async () => {
    await writeFile(join(folder, 'notes.txt'), 'hello');
    const { stdout, stderr, status } = await report(['.']);
    expect(stdout).toMatch(counted);
    expect(stderr).toBe(
      'bedrock-spend: Passed over one file that is no log by name (notes.txt); name a file to have it read.\n',
    );
    expect(status).toBe(0);
  });

  it('a binary file makes a partial answer', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256);
    await writeFile(join(folder, 'picture.json'), bytes);
    const { stdout, stderr, status } = await report(['good.ndjson', 'picture.json']);
    expect(stdout).toMatch(counted);
    expect(stderr).toBe(
      'bedrock-spend: picture.json holds binary data, not invocation logs; leave it out.\n',
    );
    expect(status).toBe(3);
  });

  it('a truncated gzip keeps what stands before the cut', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) =>
      JSON.stringify({
        ...goodRecord,
        requestId: String(index),
        timestamp: '2026-09-07T00:00:00Z',
      }),
    );
    const packed = gzipSync(goodLine + lines.join('\n'));
    await writeFile(join(folder, 'cut.ndjson.gz'), packed.subarray(0, packed.length - 100));
    const { stdout, stderr, status } = await report(['good.ndjson', 'cut.ndjson.gz']);
    expect(stdout).toMatch(/^Total Requests: 2\nTotal Input Tokens: 2000\n/m);
    expect(stderr).toMatch(/^bedrock-spend: .*cut\.ndjson\.gz.* cut off.*\n$/);
    expect(status).toBe(3);
  });

  it('a line of 200 MB is skipped and shown, without holding it in memory', async () => {
    const { stdout, stderr, status } = await report(['-'], {
      input: longLine(200),
      env: { NODE_OPTIONS: '--max-old-space-size=64' },
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Total Requests: 2\nTotal Input Tokens: 2000\n/m);
    expect(stdout).toMatch(/^Skipped.*16 MiB.*$/im);
    expect(status).toBe(0);
  }, 60_000);

  it('a record with every field of the wrong type is skipped and shown', async () => {
    const wrong = Object.fromEntries(
      Object.entries(goodRecord).map(([key, value]) => [
        key,
        typeof value === 'string' ? [1] : 'no',
      ]),
    );
    const record = { ...wrong, schemaType: goodRecord.schemaType };
    await writeFile(join(folder, 'wrong.ndjson'), `${JSON.stringify(record)}\n${goodLine}`);
    const { stdout, status } = await report(['wrong.ndjson']);
    expect(stdout).toMatch(counted);
    expect(stdout).toMatch(/^Skipped.*$/im);
    expect(status).toBe(0);
  });
});

describe('own prices', () => {
  it('come before list prices', async () => {
    const prices = [{ id: 'amazon.nova-micro-v1:0', input: '7000000', output: '0' }];
    await writeFile(join(folder, 'prices.json'), JSON.stringify({ prices }));
    const { stdout, status } = await report(['good.ndjson', '--prices', 'prices.json']);
    expect(stdout).toMatch(/^Total Cost: 7000\.0000$/m);
    expect(status).toBe(0);
  });
});

describe('bad settings', () => {
  it.each([
    [
      '{"prices": [{"id": "amazon.nova-micro-v1:0", "inputt": "1"}]}',
      /^bedrock-spend: prices\.json: .*inputt.*input.*\n$/,
    ],
    [
      '{"prices": [{"id": "amazon.nova-micro-v1:0", "input": 1}]}',
      /^bedrock-spend: prices\.json: .*input.*\n$/,
    ],
    ['{"prices": [', /^bedrock-spend: prices\.json is not JSON.*\n$/],
  ])('a price file %s is refused with status 2, naming the place', async (text, sentence) => {
    await writeFile(join(folder, 'prices.json'), text);
    const { stdout, stderr, status } = await report(['good.ndjson', '--prices', 'prices.json']);
    expect(stderr).toMatch(sentence);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });

  it('a configuration file with an unknown key is refused with status 2', async () => {
    await writeFile(join(folder, 'bedrock-spend.config.json'), '{"timezone": "UTC"}');
    const { stdout, stderr, status } = await report(['good.ndjson']);
    expect(stderr).toMatch(
      /^bedrock-spend: Unknown key 'timezone' in .*: did you mean 'timeZone'\?\n$/,
    );
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });

  it('a configuration file gives the paths, the window and the format', async () => {
    const config = { paths: 'good.ndjson', days: 30, format: 'csv' };
    await writeFile(join(folder, 'bedrock-spend.config.json'), JSON.stringify(config));
    const { stdout, status } = await runCommand(['report', '--until', '2026-09-20'], {
      workingDirectory: folder,
    });
    expect(stdout).toMatch(/us-east-1/);
    expect(status).toBe(0);
  });
});

/** A good line, a line of so many MB, and a good line. */
function* longLine(megabytes: number): Generator<Uint8Array> {
  const chunk = new Uint8Array(1_000_000).fill('x'.charCodeAt(0));
  yield Buffer.from(`${goodLine}{"schemaType":"ModelInvocationLog","input":"`);
  for (let count = 0; count < megabytes; count += 1) yield chunk;
  yield Buffer.from(`"}\n${JSON.stringify({ ...goodRecord, requestId: 'b' })}\n`);
}
