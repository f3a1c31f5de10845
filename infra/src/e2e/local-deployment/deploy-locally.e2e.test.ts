import { buildBaseImage, openPodman, type Podman } from '@bedrock-spend/lambda-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectedClient } from '../connected-client.testing.ts';
import { because, cannotRun } from '../open-image.testing.ts';
import { deployLocally, type LocalDeployment } from './deploy-locally.testing.ts';

describe.skipIf(cannotRun)(`the program, deployed here${because}`, { timeout: 120_000 }, () => {
  let podman: Podman;
  let deployed: LocalDeployment;

  beforeAll(async () => {
    podman = await openPodman();
    const baseImage = await buildBaseImage(podman);
    deployed = await deployLocally({
      podman,
      baseImage,
      config: { quota: '{ "limit": 20, "period": "DAY" }', memory: '512' },
    });
  }, 600_000);

  afterAll(async () => {
    await deployed?.close();
    await podman?.close();
  });

  it('answers a client that knows its outputs and nothing else', async () => {
    const { mcpUrl, apiKey } = deployed.outputs;
    const client = await connectedClient(String(mcpUrl), String(apiKey));
    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22' },
    });

    expect(answer.isError ?? false).toBe(false);
    expect(JSON.stringify(answer.content)).toContain('Total Requests: 13060');
  });

  it('has its sessions in the table and its keys in the secret that the program made', async () => {
    const { mcpUrl, apiKey, sessionsTableName } = deployed.outputs;
    const client = await connectedClient(String(mcpUrl), String(apiKey));
    await client.setLoggingLevel('error');
    const reads = await deployed.emulator.control.requests({ operation: 'GetSecretValue' });

    expect(await deployed.dynamodb.count(String(sessionsTableName))).toBeGreaterThan(0);
    expect(reads.map(({ status }) => status)).toContain(200);
  });

  it('refuses who has no key', async () => {
    const response = await fetch(String(deployed.outputs['mcpUrl']), { method: 'POST' });

    expect(response.status).toBe(403);
  });

  it('refuses a key whose quota is used up', async () => {
    const statuses: number[] = [];
    for (let request = 0; request < 21; request += 1) {
      const response = await fetch(String(deployed.outputs['mcpUrl']), {
        headers: { 'x-api-key': String(deployed.outputs['apiKey']) },
      });
      statuses.push(response.status);
    }

    expect(statuses.at(0)).not.toBe(429);
    expect(statuses.at(-1)).toBe(429);
  });
});
