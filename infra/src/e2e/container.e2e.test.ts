import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { RunningContainer, RunOptions } from '@bedrock-spend/lambda-harness';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

import { connectedClient } from './connected-client.testing.ts';
import { emulatedAws } from './emulated-aws.testing.ts';
import { because, cannotRun, openImage, type OpenedImage } from './open-image.testing.ts';

const page = await readFile(new URL('../../../docs/container.md', import.meta.url), 'utf8');
const logs = fileURLToPath(new URL('../../../packages/core/fixtures/', import.meta.url));
const key = 'bspend_for-this-test';
const keyHash = createHash('sha256').update(key).digest('hex');
const lastMonth = { days: 17, until: '2025-04-22', region: 'us-east-1' };

interface TaskContainer {
  entryPoint: [string];
  command: string[];
  user: string;
  environment: { name: string; value: string }[];
  healthCheck: { command: ['CMD', ...string[]] };
}

interface ComposeFile {
  services: { 'bedrock-spend': { entrypoint: string[]; command: string[]; healthcheck: object } };
}

describe.skipIf(cannotRun)(
  `the image with Node as its entry${because}`,
  { timeout: 60_000 },
  () => {
    let opened: OpenedImage;

    beforeAll(async () => {
      opened = await openImage();
    }, 300_000);

    afterAll(() => opened?.close());

    async function run(options: Omit<RunOptions, 'image'>): Promise<RunningContainer> {
      const container = await opened.podman.run({ image: opened.image, ...options });
      onTestFinished(() => container.kill());
      return container;
    }

    it('makes keys', async () => {
      const command = ['main.js', '--create-key', 'ada'];
      const container = await run({ entrypoint: '/var/lang/bin/node', command });

      expect(await container.ended).toEqual({ exitCode: 0, signal: null });
      expect(container.output()).toMatch(/^ {2}bspend_\S+$[^]*"sha256":"[0-9a-f]{64}"/m);
    });

    it('answers calls over log files that are mounted, and ends when it is told to', async () => {
      const port = await freePort();
      const settings = await settingsFile(port);
      const container = await run({
        entrypoint: '/var/lang/bin/node',
        command: [...dockerWords(), '--port', String(port), '/logs'],
        mounts: [
          { source: logs, target: '/logs' },
          { source: settings, target: '/settings.json' },
        ],
      });
      const origin = `http://127.0.0.1:${port}`;
      await untilHealthy(origin, container);

      const client = await connectedClient(`${origin}/mcp`, key);
      const report = await client.callTool({ name: 'bedrock-report', arguments: lastMonth });

      expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
      expect((await fetch(`${origin}/mcp`, { method: 'POST' })).status).toBe(401);
      await client.close();
      process.kill(container.pid, 'SIGTERM');
      expect(await container.ended).toEqual({ exitCode: 0, signal: null });
    });

    it('runs as the task definition of ECS says, healthy by its own check', async () => {
      const aws = await emulatedAws();
      onTestFinished(() => aws.stop());
      const port = await freePort();
      const { entryPoint, command, user, environment, healthCheck } = taskContainer(port);
      const container = await run({
        entrypoint: entryPoint[0],
        command,
        user,
        environment: { ...withOurKey(environment), ...aws.environment },
      });
      const origin = `http://127.0.0.1:${port}`;
      await untilHealthy(origin, container);

      const [, ...check] = healthCheck.command;
      expect(await container.execute(check)).toMatchObject({ exitCode: 0 });
      const broken = check.map((word) => word.replace('/healthz', '/nowhere'));
      expect(await container.execute(broken)).toMatchObject({ exitCode: 1 });
      const client = await connectedClient(`${origin}/mcp`, key);
      const report = await client.callTool({ name: 'bedrock-report', arguments: lastMonth });
      expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
    });

    it('is started in the same way by docker run, by Compose and by ECS', () => {
      const { services } = parse(block('yaml')) as ComposeFile;
      const compose = services['bedrock-spend'];
      const task = taskContainer(3000);

      expect(compose.entrypoint).toEqual(task.entryPoint);
      expect(compose.command).toEqual(dockerWords());
      expect(compose.command.slice(0, 3)).toEqual(task.command.slice(0, 3));
      expect(compose.healthcheck).toMatchObject({ test: task.healthCheck.command });
      expect(page).toContain(`--entrypoint ${task.entryPoint[0]} \\`);
      expect(page).toContain(`-e \\"${task.healthCheck.command.at(-1)}\\"`);
    });
  },
);

/** What stands behind the name of the image in the page's `docker run` of the server. */
function dockerWords(): string[] {
  const [, line = ''] = /^ {5}bedrock-spend (main\.js .*)$/m.exec(page) ?? [];
  return line.split(' ');
}

function taskContainer(port: number): TaskContainer {
  const text = block('json', '"family"').replaceAll('3000', String(port));
  const { containerDefinitions } = JSON.parse(text) as { containerDefinitions: [TaskContainer] };
  return containerDefinitions[0];
}

/** The variables of the definition; a key that is known here, and no table for sessions. */
function withOurKey(environment: TaskContainer['environment']): Record<string, string> {
  const variables = Object.fromEntries(environment.map(({ name, value }) => [name, value]));
  const { sessions, ...settings } = JSON.parse(
    (variables['BEDROCK_SPEND_SERVER_SETTINGS'] ?? '').replace(/[0-9a-f]{64}/, keyHash),
  ) as Record<string, unknown>;
  expect(sessions).toBeDefined();
  return { ...variables, BEDROCK_SPEND_SERVER_SETTINGS: JSON.stringify(settings) };
}

/** The text of the page's first block of a language that holds some text. */
function block(language: string, part = ''): string {
  const blocks = page.matchAll(new RegExp(`^ *\`\`\`${language}\n([^]*?)^ *\`\`\``, 'gm'));
  const [found] = [...blocks].filter(([, text = '']) => text.includes(part));
  expect(found, `a block of ${language} with ${part}`).toBeDefined();
  return found?.[1] ?? '';
}

async function settingsFile(port: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-settings-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'settings.json');
  const settings = block('json', '"apiKeys"').replace(/[0-9a-f]{64}/, keyHash);
  await writeFile(file, settings.replaceAll('3000', String(port)));
  return file;
}

async function untilHealthy(origin: string, container: RunningContainer): Promise<void> {
  const isOver = container.ended.then(() => true);
  for (;;) {
    const answer = await fetch(`${origin}/healthz`).catch(() => null);
    if (answer?.ok === true) return;
    if ((await Promise.race([isOver, delay(50)])) === true) throw new Error(container.log());
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
