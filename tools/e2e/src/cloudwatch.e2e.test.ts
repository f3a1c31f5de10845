import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import {
  publishedExample as exampleConfig,
  spawnEmulator,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { cleanEnvironment } from './clean-environment.ts';
import { consumerFolder, executable, lacks, supportedRuntimes } from './installed.ts';
import type { RuntimeName } from './install-packages.ts';
import { publishedExample } from './published-example.ts';
import { workspaceRoot } from './workspace.ts';

const accountId = '012345678091';
const queryCost = /^Query cost: .* scanned by CloudWatch Logs Insights\)\n/m;

let emulator: SpawnedEmulator;
let home: string;

beforeAll(async () => {
  emulator = await spawnEmulator({ config: exampleConfig() });
});

afterAll(() => emulator.stop());

beforeEach(async () => {
  await emulator.control.clearRequests();
  home = await mkdtemp(join(tmpdir(), 'bedrock-spend-e2e-home-'));
  return () => rm(home, { recursive: true });
});

/** What a person has who has logged in to AWS, and who has nothing of ours on the machine yet. */
function awsEnvironment(): Record<string, string> {
  const { accessKeyId, secretAccessKey } = emulator.credentials(accountId);
  return {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
  };
}

async function callsOf(operation: string): Promise<number> {
  return (await emulator.control.requests({ operation })).length;
}

async function runOverAws(runtime: RuntimeName, words: readonly string[]) {
  const { stdout, stderr, exitCode } = await execa(
    join(consumerFolder, 'node_modules/.bin/bedrock-spend'),
    words,
    {
      cwd: consumerFolder,
      env: { ...cleanEnvironment([dirname(executable(runtime))]), ...awsEnvironment() },
      extendEnv: false,
      stripFinalNewline: false,
      reject: false,
    },
  );
  return { stdout, stderr, status: exitCode };
}

describe.each(supportedRuntimes)('the installed command over CloudWatch under %s', (runtime) => {
  const run = async (...words: string[]) => runOverAws(runtime, words);

  describe.skipIf(lacks(runtime))('when it can be run', () => {
    it('writes the report of the published example, and of what it keeps the second time', async () => {
      const words = ['report', '--source', 'cloudwatch', '--format', 'classic'];
      const { stdout, ...first } = await run(...words, ...publishedExample.flags);
      // Node 22 warns of its own SQLite where nobody keeps it from doing so.
      expect(first).toEqual({ stderr: '', status: 0 });
      expect(stdout).toMatch(queryCost);
      expect(stdout.replace(queryCost, '')).toBe(publishedExample.text);

      const { stdout: again, ...second } = await run(...words, ...publishedExample.flags);
      expect(second).toEqual({ stderr: '', status: 0 });
      expect(again).toMatch(/^Total Cost: 7\.4786$/m);
      expect(await callsOf('StartQuery')).toBe(1);
      expect(await callsOf('FilterLogEvents')).toBe(0);
    });

    it('writes the same, read by FilterLogEvents', async () => {
      const words = ['report', '--engine', 'filter', '--format', 'classic', '--no-cache'];
      expect(await run(...words, ...publishedExample.flags)).toEqual({
        stdout: publishedExample.text,
        stderr: '',
        status: 0,
      });
      expect(await callsOf('StartQuery')).toBe(0);
    });

    it('lists the most expensive calls', async () => {
      const words = ['logs', '--limit', '1', '--json'];
      const { stdout, ...rest } = await run(...words, ...publishedExample.flags);
      expect(rest).toEqual({ stderr: '', status: 0 });
      expect(JSON.parse(stdout)).toMatchObject({
        matched: 13_060,
        invocations: [{ costUsd: '0.053439' }],
      });
    });

    it('checks the setup', async () => {
      const { stdout, ...rest } = await run('doctor', '--json');
      expect(rest).toEqual({ stderr: '', status: 0 });
      expect(JSON.parse(stdout)).toMatchObject({ status: 'ready' });
    });

    it('tells what is kept, and forgets it', async () => {
      await run('report', ...publishedExample.flags);
      const { stdout, ...rest } = await run('cache', 'info', '--json');
      expect(rest).toEqual({ stderr: '', status: 0 });
      expect(JSON.parse(stdout)).toMatchObject({
        file: expect.stringContaining(home) as string,
        accounts: [accountId],
      });
      expect(await run('cache', 'clear')).toMatchObject({ stderr: '', status: 0 });
      expect((await run('cache', 'info')).stdout).toMatch(/^Usage +nothing$/m);
    });
  });
});

describe('the emulator in a clone', () => {
  it('serves the published example to whoever uses the environment that it prints', async () => {
    const serving = spawn('npx', ['nx', 'serve', 'aws-emulator', '--port', '0'], {
      cwd: workspaceRoot,
      env: cleanEnvironment(),
      // A group of its own, as a terminal gives it: Ctrl-C reaches all of it.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(serving, 'exit');
    try {
      const printed = await printedEnvironment(serving.stdout);
      const words = ['report', '--format', 'classic', ...publishedExample.flags];
      const { stdout, exitCode } = await execa('npx', ['bedrock-spend', ...words], {
        cwd: workspaceRoot,
        env: { ...cleanEnvironment(), XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, ...printed },
        extendEnv: false,
        stripFinalNewline: false,
        reject: false,
      });
      expect(exitCode).toBe(0);
      expect(stdout.replace(queryCost, '')).toBe(publishedExample.text);
    } finally {
      if (serving.pid !== undefined) process.kill(-serving.pid, 'SIGINT');
      await ended;
    }
  });
});

/** Reads `export NAME=value` until all that is needed is there; goes on reading what follows. */
async function printedEnvironment(stdout: Readable): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = createInterface({ input: stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const [, name, value] = /^export (\w+)=(\S+)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) found[name] = value;
      // The last one that is printed.
      if (name === 'AWS_REGION') resolve(found);
    });
    lines.on('close', () => reject(new Error('The emulator ended before it served.')));
  });
}
