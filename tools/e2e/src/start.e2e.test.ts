import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa } from 'execa';
import { afterEach, describe, expect, it } from 'vitest';

import { cleanEnvironment } from './clean-environment.ts';
import { workspaceRoot } from './workspace.ts';

describe('npm start without a terminal', () => {
  it('prints the report and nothing of the build, and ends with status 0', async () => {
    const { stdout, stderr, exitCode } = await execa('npm', ['start', '--silent'], {
      cwd: workspaceRoot,
      env: cleanEnvironment(),
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
    });
    expect({ exitCode, stderr: stderr.includes('NX') }).toEqual({ exitCode: 0, stderr: false });
    expect(stdout).toMatch(/^Bedrock Daily Usage Report \(Past \d+ days - .+\)$/m);
    expect(stdout).toMatch(/^Total Requests: [1-9]\d*$/m);
    expect(stdout).toMatch(/^Total Cost: \d+\.\d{4}/m);
    expect(stdout).not.toContain('nx run');
  });
});

const hasTmux = spawnSync('tmux', ['-V']).status === 0;

describe.skipIf(!hasTmux && process.env['E2E_REQUIRED'] === undefined)(
  'npm start in a terminal',
  () => {
    const socket = `bedrock-spend-e2e-${process.pid}`;
    const environment = { ...cleanEnvironment(), TERM: 'xterm-256color' };

    afterEach(async () => {
      await tmux('kill-server').catch(() => undefined);
    });

    it('shows the report and stays at the prompt until it is told to quit', async () => {
      await tmux('new-session', '-d', '-s', 'start', '-x', '150', '-y', '300', 'npm start');
      await expectScreen(/^Tool result:\n.*Bedrock spend, [\s\S]*^Requests +[1-9]/m);
      await type('greet Ada');
      await expectScreen(/Hello, Ada!/);
      await type('quit');
      await expectEnd();
    });

    async function tmux(...words: string[]): Promise<string> {
      const { stdout } = await execa('tmux', ['-L', socket, '-f', '/dev/null', ...words], {
        cwd: workspaceRoot,
        env: environment,
        extendEnv: false,
      });
      return stdout;
    }

    async function type(line: string): Promise<void> {
      await tmux('send-keys', '-t', 'start', '-l', line);
      await tmux('send-keys', '-t', 'start', 'Enter');
    }

    async function expectScreen(expected: RegExp): Promise<void> {
      await expect
        .poll(() => tmux('capture-pane', '-p', '-S', '-', '-t', 'start'), {
          timeout: 30_000,
          interval: 100,
        })
        .toMatch(expected);
    }

    async function expectEnd(): Promise<void> {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        if ((await tmux('has-session', '-t', 'start').catch(() => undefined)) === undefined) return;
        await sleep(100);
      }
      throw new Error('the client did not end');
    }
  },
);
