import { describe, expect, it } from 'vitest';

import { parseConfig, type Config } from '../config/parse-config.ts';
import { functionEnvironment } from './function-environment.ts';

const made = { tableName: 'spend-sessions', secretArn: 'arn:secret', secretVersionId: 'v1' };

function configOf(settings: Readonly<Record<string, string>>): Config {
  const own = Object.entries(settings).map(([key, text]) => [`bedrock-spend:${key}`, text]);
  return parseConfig({
    values: { 'aws:region': 'us-east-1', ...(Object.fromEntries(own) as Record<string, string>) },
    secretNames: [],
  });
}

describe('the environment of the function', () => {
  it('tells the server what to read and where its sessions and keys are', () => {
    expect(functionEnvironment(configOf({}), made)).toEqual({
      BEDROCK_SPEND_SOURCE: 'cloudwatch',
      BEDROCK_SPEND_LOG_GROUPS: '/aws/bedrock/modelinvocations',
      BEDROCK_SPEND_REGIONS: 'us-east-1',
      BEDROCK_SPEND_TIME_ZONE: 'UTC',
      BEDROCK_SPEND_LOG_LEVEL: 'info',
      BEDROCK_SPEND_SERVER_SETTINGS:
        '{"allow":{"regions":["us-east-1"]},"sessions":{"table":"spend-sessions","tableRegion":"us-east-1","lifetimeHours":168}}',
      BEDROCK_SPEND_SECRETS: 'arn:secret',
      BEDROCK_SPEND_SECRETS_VERSION: 'v1',
    });
  });

  it('names the role in other accounts where there are others', () => {
    const config = configOf({ accounts: '111122223333,444455556666', externalId: 'bedrock-7f3a' });
    expect(functionEnvironment(config, made)).toMatchObject({
      BEDROCK_SPEND_ACCOUNTS: '111122223333,444455556666',
      BEDROCK_SPEND_ROLE_NAME: 'BedrockSpendReader',
      BEDROCK_SPEND_EXTERNAL_ID: 'bedrock-7f3a',
    });
  });

  it('says under which address it is known, path and all', () => {
    const domain = JSON.stringify({
      name: 'spend.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/5f0c',
      basePath: 'spend',
    });
    const environment = functionEnvironment(configOf({ domain }), made);
    expect(environment['BEDROCK_SPEND_BASE_PATH']).toBe('/spend');
    expect(environment['BEDROCK_SPEND_SERVER_SETTINGS']).toContain(
      '"publicUrl":"https://spend.example.com/spend/mcp"',
    );
  });

  it('is refused in words before Lambda would refuse it for its size', () => {
    const accounts = Array.from({ length: 300 }, (_, index) => String(100_000_000_000 + index));
    expect(() => functionEnvironment(configOf({ accounts: accounts.join() }), made)).toThrow(
      /^The settings make \d+ bytes of environment variables, and Lambda takes 4096: name fewer accounts/,
    );
  });
});
