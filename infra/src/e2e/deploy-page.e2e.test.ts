import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildBaseImage, openPodman } from '@bedrock-spend/lambda-harness';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';

import { pageCommands, type Need, type PageCommand } from '../page/page-commands.ts';
import { deployLocally } from './local-deployment/deploy-locally.testing.ts';
import { because, cannotRun } from './open-image.testing.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const commands = pageCommands(await readFile(join(root, 'docs/deploy.md'), 'utf8'));

/** Why the rest is not run here; what can be checked of it without running it, another test checks. */
const reasons: Partial<Record<Need, string>> = {
  network: 'needs more than npm from the network',
  docker: "needs Docker's engine",
  aws: 'needs an account',
  host: 'needs a host; the README of the server has the same, which is tried with a stand-in',
};

describe('the commands of docs/deploy.md', { timeout: 300_000 }, () => {
  it('are all run, or it is said why not', () => {
    const left = commands.filter(({ need }) => need in reasons);

    process.stdout.write(`${left.map(reasonOf).join('\n')}\n`);
    expect(commands.length).toBeGreaterThan(left.length);
    expect(commands.map(({ need }) => need)).toEqual(expect.arrayContaining(['nothing', 'server']));
  });

  it('that need npm alone work, in order, in a fresh clone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-page-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await execa('git', ['clone', '--quiet', root, folder]);

    const shown = await run(commandsFor('nothing'), { cwd: folder, env: {} });

    expect(shown.length).toBeGreaterThan(3);
  });

  it.skipIf(cannotRun)(
    `that need a server work with one that is deployed here${because}`,
    async () => {
      const podman = await openPodman();
      onTestFinished(() => podman.close());
      const deployed = await deployLocally({ podman, baseImage: await buildBaseImage(podman) });
      onTestFinished(() => deployed.close());
      const { mcpUrl, apiKey } = deployed.outputs;

      const shown = await run(commandsFor('server'), {
        cwd: root,
        env: { BEDROCK_SPEND_URL: String(mcpUrl), BEDROCK_SPEND_API_KEY: String(apiKey) },
      });

      expect(shown[0]).toMatch(/^HTTP\/1\.1 200[\s\S]*"serverInfo"/);
      expect(shown[1]).toContain('Tool result:');
    },
  );
});

function commandsFor(wanted: Need): PageCommand[] {
  return commands.filter(({ need }) => need === wanted);
}

function reasonOf({ command, need, line }: PageCommand): string {
  return `not run, ${reasons[need]}: line ${line}: ${command.split('\n')[0]}`;
}

async function run(
  list: readonly PageCommand[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<string[]> {
  const shown: string[] = [];
  for (const { command, line } of list) {
    const { all, exitCode } = await execa('bash', ['-c', command], {
      cwd,
      env,
      all: true,
      reject: false,
    });
    process.stdout.write(`run: line ${line}: ${command.split('\n')[0]}\n`);
    expect(exitCode, `${command}\n${all}`).toBe(0);
    shown.push(all);
  }
  return shown;
}
