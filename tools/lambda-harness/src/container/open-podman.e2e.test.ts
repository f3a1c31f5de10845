import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';

import { buildBaseImage } from './build-base-image.ts';
import { openPodman } from './open-podman.ts';
import type { Podman } from './podman.ts';
import { whyNoContainers } from './why-no-containers.ts';

const obstacle = await whyNoContainers();
const cannotRun = obstacle !== null && process.env['E2E_REQUIRED'] === undefined;
const node = '/var/lang/bin/node';

async function emptyContext(dockerfile: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-context-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'Dockerfile'), dockerfile);
  await writeFile(join(folder, 'note.txt'), 'a note');
  return folder;
}

describe.skipIf(cannotRun)(
  `containers here${obstacle === null ? '' : `: ${obstacle}`}`,
  { timeout: 60_000 },
  () => {
    let podman: Podman;
    let base: string;

    beforeAll(async () => {
      podman = await openPodman();
      base = await buildBaseImage(podman);
    }, 300_000);

    afterAll(() => podman?.close());

    function run(script: string, options: Partial<Parameters<Podman['run']>[0]> = {}) {
      return podman.run({ image: base, entrypoint: node, command: ['-e', script], ...options });
    }

    it('have the paths and programs of the base that they stand in for', async () => {
      const { entrypoint, environment, workingFolder } = await podman.inspect(base);

      expect(entrypoint).toEqual(['/lambda-entrypoint.sh']);
      expect(workingFolder).toBe('/var/task');
      expect(environment).toMatchObject({
        LAMBDA_TASK_ROOT: '/var/task',
        LAMBDA_RUNTIME_DIR: '/var/runtime',
      });
      const container = await run('console.log(process.version)', { user: '993:990' });
      await container.ended;
      expect(container.output()).toMatch(/^v24\./);
    });

    it('end with the status of their program, and tell both its outputs', async () => {
      const container = await run('console.log("out"); console.error("error"); process.exit(3)');

      expect(await container.ended).toEqual({ exitCode: 3, signal: null });
      expect(container.output()).toBe('out\n');
      expect(container.log().split('\n').sort()).toEqual(['', 'error', 'out']);
    });

    it('are killed when they are told to, and run programs until then', async () => {
      const container = await run('setInterval(() => {}, 1000)');

      expect(await container.execute([node, '-p', '6 * 7'])).toEqual({ exitCode: 0, output: '42' });
      await container.kill();
      expect(await container.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
      await container.kill();
    });

    it('have no more memory than they are given', async () => {
      const container = await run('Buffer.alloc(200 * 2 ** 20, 1)', { memoryMb: 128 });

      expect(await container.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
    });

    it('get files to read and not to change, and nothing of the environment here', async () => {
      const folder = await emptyContext('');
      vi.stubEnv('PODMAN_TEST_LEAK', 'yes');
      onTestFinished(() => void vi.unstubAllEnvs());
      const container = await run(
        `const { readFileSync, writeFileSync } = require('node:fs');
         console.log(readFileSync('/given/note.txt', 'utf8'), process.env.GIVEN, process.env.PODMAN_TEST_LEAK);
         writeFileSync('/given/note.txt', 'changed');`,
        { mounts: [{ source: folder, target: '/given' }], environment: { GIVEN: 'a = b' } },
      );
      await container.ended;

      expect(container.output()).toBe('a note a = b undefined\n');
      expect(container.log()).toContain('EROFS');
      expect(await readFile(join(folder, 'note.txt'), 'utf8')).toBe('a note');
    });

    it('that cannot be started say why', async () => {
      await expect(run('', { entrypoint: '/no/such/program' })).rejects.toThrow(
        /could not be started: .*\/no\/such\/program/,
      );
      await expect(run('', { image: 'localhost/none:1' })).rejects.toThrow(
        /could not be started: .*localhost\/none:1/,
      );
    });

    it('can be built for another architecture than this one, as nothing runs', async () => {
      const context = await emptyContext('FROM scratch\nCOPY note.txt /\n');
      const built = await podman.build({
        context,
        tag: 'localhost/arm:1',
        platform: 'linux/arm64',
      });

      expect(built.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect((await podman.inspect('localhost/arm:1')).architecture).toBe('arm64');
    });

    it('are not built of what would have to be pulled', async () => {
      const context = await emptyContext('FROM localhost/absent:1\nCOPY note.txt /\n');

      await expect(podman.build({ context, tag: 'localhost/x:1' })).rejects.toThrow(/absent/);
    });

    it('and all that belongs to them are gone once Podman is closed', async () => {
      const context = await emptyContext('FROM scratch\nCOPY note.txt /\n');
      const place = await emptyContext('');
      vi.stubEnv('TMPDIR', place);
      onTestFinished(() => void vi.unstubAllEnvs());
      const other = await openPodman();
      await other.build({ context, tag: 'localhost/mine:1' });
      expect(await readdir(place)).toHaveLength(3);
      await expect(podman.inspect('localhost/mine:1')).rejects.toThrow(/mine:1/);
      await other.close();

      expect((await readdir(place)).sort()).toEqual(['Dockerfile', 'note.txt']);
      expect(await readFile('/proc/mounts', 'utf8')).not.toContain(place);
    });

    it('that still run end when Podman is closed', async () => {
      const other = await openPodman();
      const container = await buildBaseImage(other).then((image) =>
        other.run({ image, entrypoint: node, command: ['-e', 'setInterval(() => {}, 1000)'] }),
      );
      await other.close();

      expect(await container.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
      expect(existsSync(`/proc/${container.pid}/root/var/lang/bin/node`)).toBe(false);
    });

    it('are refused to whoever is not root, in one sentence', async () => {
      const module = fileURLToPath(new URL('why-no-containers.ts', import.meta.url));
      const script = `
        const { whyNoContainers } = await import(${JSON.stringify(module)});
        process.setuid(65534);
        console.log(await whyNoContainers());`;
      const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', script]);

      expect(stdout).toBe(
        'Containers are only run as root on Linux: run this as root on Debian 12 or newer.',
      );
    });
  },
);
