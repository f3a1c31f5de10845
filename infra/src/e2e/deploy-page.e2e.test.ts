import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildBaseImage, openPodman } from '@bedrock-spend/lambda-harness';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';

import { API_KEY, openWorkshop } from '../commands/stand-in/workshop.testing.ts';
import { pageCommands, type Need, type PageCommand } from '../page/page-commands.ts';
import { wordsAreWrong, whyNotTyped } from './aws-command.testing.ts';
import { deployLocally } from './local-deployment/deploy-locally.testing.ts';
import { because, cannotRun } from './open-image.testing.ts';
import { openPageSession, readersEnvironment } from './page-session.testing.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const commands = pageCommands(await readFile(join(root, 'docs/deploy.md'), 'utf8'));

/** Where the commands of each kind are tried. */
const places: Readonly<Record<Need, string>> = {
  nothing: 'in a fresh clone',
  docker: 'in a fresh clone, with a stand-in for Docker',
  aws: 'in a fresh clone, with stand-ins for Docker, Pulumi and AWS',
  server: 'with a server that is deployed here',
  host: 'not run, as it needs a host; the README of the server has those that connect, tried there',
  network: 'not run, as it needs more than npm from the network',
};

describe('the commands of docs/deploy.md', () => {
  it('are each tried, or it is said why not', () => {
    for (const { command, need, line } of commands) {
      process.stdout.write(`line ${line}, ${places[need]}: ${firstLine(command)}\n`);
    }
    const tried = commands.filter(({ need }) => !places[need].startsWith('not run'));
    expect(tried.length).toBeGreaterThan(commands.length - 4);
  });

  it('work in their order in a fresh clone', { timeout: 1_200_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-page-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await execa('git', ['clone', '--quiet', root, folder]);
    const workshop = await openWorkshop();
    onTestFinished(() => workshop.close());
    const { HOME: _home, PATH: _path, AWS_REGION: _region, ...aws } = workshop.environment;
    const reader = readersEnvironment(root);
    const session = openPageSession(folder, {
      ...reader,
      ...aws,
      PATH: [join(workshop.folder, 'bin'), reader['PATH']].join(delimiter),
      AWS_MAX_ATTEMPTS: '1',
      NX_DAEMON: 'false',
    });

    for (const { command, line } of unique(commandsFor('nothing', 'docker', 'aws'))) {
      const why = await whyNotTyped(command, session.environment);
      process.stdout.write(`line ${line}, ${why ?? 'typed'}: ${firstLine(command)}\n`);
      if (why !== null) continue;
      const { status, text } = await session.type(agreed(command));
      // Much of what AWS's own command asks for nobody here answers: its words have to be right.
      const isWrong = command.startsWith('aws ') ? wordsAreWrong(text) : status !== 0;
      expect(isWrong, `line ${line}: ${command}\n${text}`).toBe(false);
    }

    expect(session.environment['BEDROCK_SPEND_API_KEY']).toBe(API_KEY);
    const calls = (await workshop.calls()).map(({ args }) => args.join(' '));
    expect(calls).toEqual(
      expect.arrayContaining([
        'up --stack prod --yes',
        'up --stack prod --yes --replace=**ApiKey::key',
        'destroy --stack prod --yes',
      ]),
    );
  });

  it.skipIf(cannotRun)(
    `that need a server work with one that is deployed here${because}`,
    { timeout: 300_000 },
    async () => {
      const podman = await openPodman();
      onTestFinished(() => podman.close());
      const deployed = await deployLocally({ podman, baseImage: await buildBaseImage(podman) });
      onTestFinished(() => deployed.close());
      const { mcpUrl, apiKey } = deployed.outputs;
      const session = openPageSession(root, {
        ...readersEnvironment(root),
        BEDROCK_SPEND_URL: String(mcpUrl),
        BEDROCK_SPEND_API_KEY: String(apiKey),
      });
      const shown: string[] = [];

      for (const { command, line } of commandsFor('server')) {
        const { status, text } = await session.type(command);
        expect(status, `line ${line}: ${command}\n${text}`).toBe(0);
        shown.push(text);
      }

      expect(shown[0]).toMatch(/^HTTP\/1\.1 200[\s\S]*"serverInfo"/);
      expect(shown[1]).toContain('Tool result:');
    },
  );
});

function commandsFor(...wanted: Need[]): PageCommand[] {
  return commands.filter(({ need }) => wanted.includes(need));
}

/** What stands on the page several times is tried the first time. */
function unique(list: readonly PageCommand[]): PageCommand[] {
  const first = new Map<string, PageCommand>();
  for (const each of list) if (!first.has(each.command)) first.set(each.command, each);
  return [...first.values()];
}

/** As if somebody answered yes to all questions; there is no terminal here. */
function agreed(command: string): string {
  const asks = /^npx nx (?:preview|deploy|destroy) infra/.test(command);
  return asks && !command.includes('--yes') ? `${command} --yes` : command;
}

function firstLine(command: string): string {
  return command.split('\n')[0] ?? '';
}
