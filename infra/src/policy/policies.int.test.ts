import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openWorkplace, type Workplace } from '../components/workplace.testing.ts';
import { outputsAsResource } from './marked-secrets.ts';
import { policies } from './policies.ts';

const domain = {
  name: 'spend.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/EXAMPLE',
  hostedZoneId: 'Z0123456789EXAMPLE',
};

const stacks: Record<string, Record<string, unknown>> = {
  'with no settings': {},
  'behind a function URL': { frontDoor: 'function-url', alarms: { email: 'team@example.com' } },
  'with tokens and a domain': { oauth: { issuer: 'https://login.example.com' }, domain },
  'with a key under a domain': {
    domain: { ...domain, basePath: 'spend', keepDefaultEndpoint: true },
  },
  'with alarms, logging and pseudonyms': {
    alarms: {
      email: 'team@example.com',
      kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/EXAMPLE',
    },
    invocationLogging: { enabled: true },
    pseudonyms: true,
    protect: true,
    tracing: true,
    tags: { team: 'platform' },
  },
  'for all regions of other accounts': { accounts: '444455556666', regions: 'all' },
  'with a role and a repository that are there': {
    roleArn: 'arn:aws:iam::111122223333:role/service/bedrock-spend',
    repositoryName: 'images/bedrock-spend',
    adoptRepository: true,
  },
};

let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.close());

describe.each(Object.keys(stacks))('a stack %s', (name) => {
  it('keeps every rule', { timeout: 60_000 }, async () => {
    const { status, messages, resources, outputs } = await workplace.run(stacks[name]);
    expect(messages.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(status).toBe('succeeded');
    // A rule that sees nothing finds nothing.
    expect(resources.length).toBeGreaterThan(15);

    const all = [...resources, outputsAsResource(outputs)];
    const found = Object.entries(policies).flatMap(([rule, check]) =>
      check(all).map(({ resource, problem }) => `${rule}: ${resource} ${problem}`),
    );
    expect(found).toEqual([]);
  });
});
