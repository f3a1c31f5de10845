import {
  APIGatewayClient,
  GetAccountCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';

const accountId = '111122223333';
const roleArn = `arn:aws:iam::${accountId}:role/ApiGatewayLogs`;

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId,
          users: [{ name: 'ada' }, { name: 'denied', deny: ['apigateway:GET'] }],
          regions: { 'us-east-1': { apiGatewayLogRoleArn: roleArn } },
        },
      ],
    },
  });
});
afterAll(() => emulator.stop());

describe('GetAccount of API Gateway', () => {
  it('gives the role of the logs in the region', async () => {
    expect(await clientIn('us-east-1').send(new GetAccountCommand({}))).toMatchObject({
      cloudwatchRoleArn: roleArn,
      throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    });
  });

  it('leaves the role out where none was set', async () => {
    const answer = await clientIn('eu-west-1').send(new GetAccountCommand({}));
    expect(answer).not.toHaveProperty('cloudwatchRoleArn');
    expect(answer.apiKeyVersion).toBe('4');
  });

  it('is refused without the permission, by method and path', async () => {
    await expect(
      clientIn('us-east-1', 'denied').send(new GetAccountCommand({})),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /apigateway:GET on resource: arn:aws:apigateway:us-east-1::\/account/,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

it('refuses by name what API Gateway has and the emulator has not', async () => {
  await expect(clientIn('us-east-1').send(new GetRestApisCommand({}))).rejects.toThrow(
    /no operation GET \/restapis/,
  );
});

function clientIn(region: string, user?: string): APIGatewayClient {
  const credentials = emulator.credentials(accountId, user);
  return new APIGatewayClient({ endpoint: emulator.url, region, credentials });
}
