import { setTimeout as delay } from 'node:timers/promises';

import { buildBaseImage, openPodman, type Podman } from '@bedrock-spend/lambda-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectShell } from './connect-shell.testing.ts';
import { deployLocally, type LocalDeployment } from './local-deployment/deploy-locally.testing.ts';
import { because, cannotRun } from './open-image.testing.ts';

describe.skipIf(cannotRun)(`the deployed API${because}`, { timeout: 120_000 }, () => {
  let podman: Podman;
  let deployed: LocalDeployment;
  let url: string;
  let key: string;

  beforeAll(async () => {
    podman = await openPodman();
    const baseImage = await buildBaseImage(podman);
    deployed = await deployLocally({
      podman,
      baseImage,
      config: {
        memory: '512',
        throttle: '{"requestsPerSecond":1,"burst":2}',
        quota: '{"limit":3,"period":"DAY"}',
      },
    });
    url = String(deployed.outputs['mcpUrl']);
    key = String(deployed.outputs['apiKey']);
  }, 600_000);

  afterAll(async () => {
    await deployed?.close();
    await podman?.close();
  });

  it.each([
    ['no key', {}],
    ['a key that is not its own', { key: 'x'.repeat(40) }],
  ])('refuses who has %s; the function is not called', async (_what, wrong: { key?: string }) => {
    const response = await ask(wrong.key);
    const { stderr, status } = await connectShell({ url, input: 'greet Ana\n', ...wrong });

    expect(response).toBe('403 {"message":"Forbidden"}');
    expect(stderr).toContain('MCP_API_KEY');
    expect(status).toBe(1);
    expect(deployed.target.coldStarts).toBe(0);
  });

  it('answers 429 beyond the rate of its usage plan, and beyond the quota', async () => {
    const atOnce = await Promise.all([ask(key), ask(key), ask(key)]);
    await delay(1200);
    const third = await ask(key);
    await delay(1200);
    const beyond = await ask(key);
    const { stderr, status } = await connectShell({ url, key, input: 'greet Ana\n' });

    // A GET is no message: the function itself answers it with 405.
    expect(atOnce.map((answer) => answer.slice(0, 3)).toSorted()).toEqual(['405', '405', '429']);
    expect(atOnce).toContain('429 {"message":"Too Many Requests"}');
    expect(third).toMatch(/^405 /);
    expect(beyond).toBe('429 {"message":"Limit Exceeded"}');
    expect(stderr).toContain('too many requests (429)');
    expect(status).toBe(1);
  });

  async function ask(value?: string): Promise<string> {
    const response = await fetch(url, {
      headers: { ...(value !== undefined && { 'x-api-key': value }) },
    });
    return `${response.status} ${await response.text()}`;
  }
});
