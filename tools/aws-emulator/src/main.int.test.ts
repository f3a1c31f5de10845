import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulatorControl } from './index.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-main-'));
});

afterAll(() => rm(folder, { recursive: true }));

interface Output {
  stdout: string;
  stderr: string;
}

/** Runs the command; resolves when `ready` says so of its output, or when it has ended. */
async function run(flags: string[], ready: (output: Output) => boolean = () => false) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--conditions=@bedrock-spend/source', MAIN, ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output: Output = { stdout: '', stderr: '' };
  const closed = once(child, 'close');
  const isReady = new Promise<void>((resolve) => {
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        if (ready(output)) resolve();
      });
    }
  });
  await Promise.race([isReady, closed]);
  return { child, closed, ...output };
}

test('Without a configuration it prints what to export, and that is enough to read the example', async () => {
  const emulator = await run(['--port', '0'], ({ stdout }) => stdout.includes('AWS_REGION'));
  const exported = Object.fromEntries(
    [...emulator.stdout.matchAll(/^export (\w+)=(.+)$/gmu)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>;
  expect(exported['AWS_DEFAULT_REGION']).toBe(exported['AWS_REGION']);
  const client = new CloudWatchLogsClient({
    endpoint: exported['AWS_ENDPOINT_URL']!,
    region: exported['AWS_REGION']!,
    credentials: {
      accessKeyId: exported['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: exported['AWS_SECRET_ACCESS_KEY']!,
    },
  });
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.[0]?.logGroupName).toBe('/aws/bedrock/modelinvocations');
  emulator.child.kill('SIGTERM');
  expect(await emulator.closed).toEqual([0, null]);
});

test('With a configuration it has the accounts that this names, and keys of each user', async () => {
  const file = join(folder, 'two.json');
  await writeFile(
    file,
    JSON.stringify({
      accounts: [
        { accountId: '111122223333', users: [{ name: 'ada' }, { name: 'grace' }] },
        { accountId: '444455556666' },
      ],
    }),
  );
  const emulator = await run(
    ['--port', '0', '--config', file, '--quotas', '--latency'],
    ({ stdout }) => stdout.split('AWS_REGION').length === 4,
  );
  expect(emulator.stdout.match(/# account .+/gu)).toEqual([
    '# account 111122223333, user ada',
    '# account 111122223333, user grace',
    '# account 444455556666, user emulator',
  ]);
  expect(new Set(emulator.stdout.match(/AWS_ACCESS_KEY_ID=.+/gu)).size).toBe(3);
  const url = /http:\S+/u.exec(emulator.stdout)?.[0] ?? '';
  expect(await createEmulatorControl(url).requests()).toEqual([]);
  emulator.child.kill('SIGINT');
  expect(await emulator.closed).toEqual([0, null]);
});

test.each([
  [['--config', 'missing.json'], 'The configuration missing.json, or a file that it names, cannot'],
  [['--config', MAIN], 'cannot be read: Unexpected token'],
  [['--port', '99999'], 'Give a port between 0 and 65535.'],
  [['--frobnicate'], 'unknown option'],
])('%o ends with one complaint and status 1', async (flags, complaint) => {
  const { closed, stdout, stderr } = await run(flags);
  expect(await closed).toEqual([1, null]);
  expect(stdout).toBe('');
  expect(stderr).toContain(complaint);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('A port in use is named, and what to do about it', async () => {
  const first = await run(['--port', '0'], ({ stdout }) => stdout.includes('AWS_REGION'));
  const port = /:(\d+)$/mu.exec(first.stdout)?.[1] ?? '';
  const { closed, stderr } = await run(['--port', port]);
  expect(await closed).toEqual([1, null]);
  expect(stderr).toBe(
    `Port ${port} is in use: end what listens there, or give another with --port; 0 takes a free one.\n`,
  );
  first.child.kill('SIGTERM');
  await first.closed;
});

test('A configuration that is wrong is named by its place', async () => {
  const file = join(folder, 'wrong.json');
  await writeFile(file, JSON.stringify({ accounts: [{ accountId: 'x' }] }));
  const { stderr } = await run(['--config', file]);
  expect(stderr).toContain('accounts.0.accountId');
});
