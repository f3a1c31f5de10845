import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { containerInstances, startFunction, startRestApi } from '@bedrock-spend/lambda-harness';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { connectedClient } from './connected-client.testing.ts';
import { emulatedAws } from './emulated-aws.testing.ts';
import {
  because,
  cannotRun,
  imageContext,
  openImage,
  type OpenedImage,
} from './open-image.testing.ts';

const node = '/var/lang/bin/node';

/** Runs in the image: which files its user cannot read, or could change. */
const surveyFiles = `
  const { accessSync, constants, readdirSync, writeFileSync } = require('node:fs');
  const can = (path, mode) => { try { accessSync(path, mode); return true } catch { return false } };
  const paths = ['/var/task', '/usr/share/doc/bedrock-spend', '/var/runtime'].flatMap((folder) =>
    [folder, ...readdirSync(folder, { recursive: true }).map((name) => folder + '/' + name)]);
  const refused = (path) => { try { writeFileSync(path, ''); return 'written' } catch ({ code }) { return code } };
  console.log(JSON.stringify({
    user: [process.getuid(), process.getgid()],
    count: paths.length,
    unreadable: paths.filter((path) => !can(path, constants.R_OK)),
    writable: paths.filter((path) => can(path, constants.W_OK)),
    atWrites: ['/var/task/x', '/etc/x', '/tmp/x'].map(refused),
    memoryMb: process.constrainedMemory() / 1024 / 1024,
  }));`;

describe.skipIf(cannotRun)(`the image${because}`, { timeout: 120_000 }, () => {
  let opened: OpenedImage;

  beforeAll(async () => {
    opened = await openImage();
  }, 300_000);

  afterAll(() => opened?.close());

  async function runInImage(script: string, environment: Record<string, string> = {}) {
    const { podman, image } = opened;
    const command = ['-e', script];
    const container = await podman.run({ image, entrypoint: node, command, environment });
    const { exitCode } = await container.ended;
    expect({ exitCode, log: container.log() }).toMatchObject({ exitCode: 0 });
    return JSON.parse(container.output()) as Record<string, unknown>;
  }

  it('names its handler, a user that is not root, and what it is', () => {
    const { description } = opened;

    expect(description).toMatchObject({
      user: '993:990',
      entrypoint: ['/lambda-entrypoint.sh'],
      command: ['lambda.handler'],
      workingFolder: '/var/task',
    });
    expect(description.labels).toMatchObject({
      'org.opencontainers.image.title': 'bedrock-spend MCP server',
      'org.opencontainers.image.description': expect.stringContaining('Amazon Bedrock'),
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
      'org.opencontainers.image.revision': 'abc123',
      'org.opencontainers.image.source': 'https://example.com/code',
    });
  });

  it('lets its user read every file and write none but those in /tmp', async () => {
    expect(await runInImage(surveyFiles)).toEqual({
      user: [993, 990],
      count: expect.toSatisfy((count: number) => count > 50),
      unreadable: [],
      writable: [],
      atWrites: ['EROFS', 'EROFS', 'written'],
      memoryMb: 512,
    });
  });

  it('holds what was put into it, with the bill of it, and no native code', async () => {
    const read = `
      const { readFileSync, readdirSync } = require('node:fs');
      const document = (name) => readFileSync('/usr/share/doc/bedrock-spend/' + name, 'utf8');
      console.log(JSON.stringify({
        app: readdirSync('/var/task', { recursive: true }).sort(),
        bill: document('sbom.cdx.json'),
        licenses: document('THIRD-PARTY-LICENSES.txt').length + document('LICENSE').length,
      }));`;
    const inside = await runInImage(read);
    const files = await readdir(join(imageContext, 'app'));
    const bill = await readFile(join(imageContext, 'sbom.cdx.json'), 'utf8');

    expect(inside['app']).toEqual(files.sort());
    expect(files.filter((name) => name.endsWith('.node'))).toEqual([]);
    expect(inside['bill']).toBe(bill);
    expect(inside['licenses']).toBeGreaterThan(100_000);
  });

  it('has all modules of its own that its files load, to the last one', async () => {
    // Each chunk is loaded; the two that start a server are loaded by the tests below.
    const load = `
      const { readdirSync } = require('node:fs');
      const files = readdirSync('/var/task').filter((name) => /\\.js$/.test(name) && !/^(main|lambda)\\.js$/.test(name));
      Promise.allSettled(files.map((name) => import('/var/task/' + name))).then((loaded) =>
        console.log(JSON.stringify({
          count: files.length,
          failed: loaded.flatMap(({ reason }, index) => reason ? files[index] + ': ' + reason : []),
        })));`;

    expect(await runInImage(load)).toEqual({
      count: expect.toSatisfy((count: number) => count > 30),
      failed: [],
    });
  });

  it('runs under the runtime client of Lambda with 512 MB, read-only, and answers a client', async () => {
    const aws = await emulatedAws();
    onTestFinished(() => aws.stop());
    const target = await startFunction({
      startInstance: containerInstances({ podman: opened.podman, image: opened.image }),
      environment: {
        ...aws.environment,
        BEDROCK_SPEND_SOURCE: 'cloudwatch',
        // The client asks for two things at once, and gets two instances.
        BEDROCK_SPEND_SESSION_KEYS: `test:${randomBytes(32).toString('base64')}`,
      },
      memoryMb: 512,
      timeoutMs: 60_000,
    });
    onTestFinished(() => target.close());
    const key = { id: 'a1b2c3', name: 'ada', value: 'a-key-of-the-gateway' };
    const front = await startRestApi({
      target,
      stage: 'prod',
      transferMode: 'STREAM',
      timeoutMs: 60_000,
      apiKeys: [key],
      isKeyRequired: true,
    });
    onTestFinished(() => front.close());

    const client = await connectedClient(`${front.url}/mcp`, key.value);
    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22' },
    });

    expect(client.getServerVersion()).toMatchObject({ name: 'bedrock-spend' });
    expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
    const [instance] = target.instances;
    expect(await readFile(`/proc/${instance?.pid}/status`, 'utf8')).toMatch(
      /^Uid:\t993\t[^]*^CapEff:\t0+$[^]*^NoNewPrivs:\t1$/m,
    );
    expect(target.reports[0]?.maxMemoryUsedMb).toBeLessThan(512);
  });
});
