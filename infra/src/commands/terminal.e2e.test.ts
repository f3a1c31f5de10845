import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { S3Client, HeadBucketCommand } from '@aws-sdk/client-s3';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ACCOUNT, openWorkshop } from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

const BUCKET = `bedrock-spend-state-${ACCOUNT}-us-east-1`;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAIN = fileURLToPath(new URL('stand-in/main.testing.ts', import.meta.url));
const hasTmux = spawnSync('tmux', ['-V']).status === 0;

let workshop: Workshop;
// Of each test its own: a server that is about to end takes no new terminal.
let socket: string;
let terminals = 0;
beforeEach(async () => {
  terminals += 1;
  socket = `bedrock-spend-deploy-${process.pid}-${terminals}`;
  workshop = await openWorkshop();
});
afterEach(async () => {
  await tmux('kill-server').catch(() => undefined);
  await workshop.close();
});

describe.skipIf(!hasTmux && process.env['E2E_REQUIRED'] === undefined)('in a terminal', () => {
  it('asks for region, bucket and passphrase, and shows nothing of what is typed last', async () => {
    await open(['deploy'], { AWS_REGION: undefined, PULUMI_CONFIG_PASSPHRASE: undefined });
    await expectScreen(/\? AWS region \(us-east-1\)/);
    await type('');
    await expectScreen(/\? Make the S3 bucket bedrock-spend-state-\d+-us-east-1\? \(Y\/n\)/);
    await type('y');
    await expectScreen(/\? New passphrase for the secrets in the state \[input is masked\]/);
    await type('from the terminal');
    await expectScreen(/\? The same passphrase again \[input is masked\]/);
    await type('from the terminal');
    const screen = await expectScreen(/MCP URL[\s\S]*status 0/);
    expect(screen).not.toContain('from the terminal');
    expect(screen).toMatch(/read -rs PULUMI_CONFIG_PASSPHRASE .*\s+export MCP_API_KEY=/);
    for (const { args, env } of (await workshop.calls()).slice(1)) {
      expect(args).not.toContain('from the terminal');
      expect(env['PULUMI_CONFIG_PASSPHRASE']).toBe('from the terminal');
    }
  });

  it('makes no bucket for who says no', async () => {
    await open(['preview']);
    await expectScreen(/\? Make the S3 bucket/);
    await type('n');
    await expectScreen(/Nothing was made: set PULUMI_BACKEND_URL[\s\S]*status 1/);
    expect(await hasBucket()).toBe(false);
  });

  it('ends at Ctrl-C with nothing made', async () => {
    await open(['preview']);
    await expectScreen(/\? Make the S3 bucket/);
    await tmux('send-keys', '-t', 'deploy', 'C-c');
    await expectScreen(/Canceled: nothing more was done\.[\s\S]*status 130/);
    expect(await hasBucket()).toBe(false);
  });

  it('makes no stack with a passphrase that was mistyped', async () => {
    await open(['deploy', '--yes'], { PULUMI_CONFIG_PASSPHRASE: undefined });
    await expectScreen(/\? New passphrase/);
    await type('one');
    await expectScreen(/\? The same passphrase again/);
    await type('another');
    await expectScreen(/The two passphrases differ: nothing was made\.[\s\S]*status 2/);
    expect((await workshop.calls()).map(({ args }) => args[1])).not.toContain('init');
  });

  it('waits at Ctrl-C for Pulumi to end in good order, since it holds a lock', async () => {
    await workshop.deployed();
    await workshop.put('slow', '');
    await open(['deploy']);
    await expectScreen(/Updating slowly/);
    await tmux('send-keys', '-t', 'deploy', 'C-c');
    await expectScreen(/Canceling\nerror: update canceled\nstatus 1/);
  });

  it('leaves the terminal to Pulumi, which asks by itself', async () => {
    await workshop.deployed();
    await open(['deploy']);
    await expectScreen(/Updating \(prod\)[\s\S]*status 0/);
    const up = (await workshop.calls()).find(({ args }) => args[0] === 'up');
    expect(up?.args).toEqual(['up', '--stack', 'prod']);
  });
});

describe('through Nx', () => {
  const words = ['config', 'set-all', '--json', '{"a": "b c"}', '--stack=prod'];

  it.each([
    ['plain arguments', words],
    ['arguments after --', ['--', ...words]],
  ])('hands on %s as they were typed', async (_case, typed) => {
    const environment: Record<string, string> = { ...workshop.environment, NX_DAEMON: 'false' };
    environment['PATH'] = `${ROOT}node_modules/.bin:${environment['PATH']}`;
    const { exitCode } = await execa('nx', ['pulumi', 'infra', ...typed], {
      cwd: ROOT,
      env: { ...environment, PULUMI_BACKEND_URL: 'file:///states' },
      extendEnv: false,
      reject: false,
    });
    expect([exitCode, (await workshop.calls()).at(-1)?.args]).toEqual([0, words]);
  });
});

async function open(args: string[], env: Record<string, string | undefined> = {}): Promise<void> {
  const environment: Record<string, string | undefined> = {
    ...workshop.environment,
    ...env,
    TERM: 'xterm-256color',
  };
  const known = Object.entries(environment).filter(([, value]) => value !== undefined);
  const variables = known.map(([name, value]) => `${name}='${value}'`).join(' ');
  const command = `${process.execPath} ${MAIN} ${args.join(' ')}`;
  await tmux(
    'new-session',
    '-d',
    '-s',
    'deploy',
    '-x',
    '150',
    '-y',
    '60',
    `env -i ${variables} ${command}; echo "status $?"; sleep 60`,
  );
}

async function type(line: string): Promise<void> {
  if (line !== '') await tmux('send-keys', '-t', 'deploy', '-l', line);
  await tmux('send-keys', '-t', 'deploy', 'Enter');
}

async function expectScreen(expected: RegExp): Promise<string> {
  let screen = '';
  await expect
    .poll(
      async () => {
        screen = await tmux('capture-pane', '-p', '-S', '-', '-t', 'deploy');
        return screen;
      },
      { timeout: 20_000, interval: 100 },
    )
    .toMatch(expected);
  return screen;
}

async function tmux(...words: string[]): Promise<string> {
  const { stdout } = await execa('tmux', ['-L', socket, '-f', '/dev/null', ...words]);
  return stdout;
}

async function hasBucket(): Promise<boolean> {
  const client = new S3Client({
    endpoint: workshop.emulator.url,
    region: 'us-east-1',
    credentials: workshop.emulator.credentials(ACCOUNT),
  });
  return client.send(new HeadBucketCommand({ Bucket: BUCKET })).then(
    () => true,
    () => false,
  );
}
