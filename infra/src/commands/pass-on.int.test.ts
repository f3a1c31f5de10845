import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ACCOUNT, openWorkshop } from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
  await workshop.deployed();
});
afterEach(() => workshop.close());

describe('config', () => {
  it('hands its arguments to `pulumi config` of the stack', async () => {
    const { status, calls } = await workshop.run(['config', 'set', 'memory', '1024']);
    expect([status, calls.at(-1)?.args]).toEqual([
      0,
      ['config', 'set', 'memory', '1024', '--stack', 'prod'],
    ]);
  });

  it('leaves it to Pulumi to ask for a passphrase, which few settings need', async () => {
    const env = { PULUMI_CONFIG_PASSPHRASE: undefined };
    const { status } = await workshop.run(['config', 'get', 'memory'], env);
    expect(status).toBe(0);
  });

  it('makes the stack when there is none, since settings come first', async () => {
    const { calls } = await workshop.run(['config', 'set', 'memory', '1024', '--stack=dev']);
    expect(calls.map(({ args }) => args.join(' '))).toContain('stack init dev --non-interactive');
  });
});

describe('pulumi', () => {
  it('runs any other command over the same state', async () => {
    const { status, calls } = await workshop.run(['pulumi', 'stack', 'ls', '--json']);
    expect(status).toBe(0);
    expect(calls).toMatchObject([
      {
        args: ['stack', 'ls', '--json'],
        env: {
          PULUMI_BACKEND_URL: `s3://bedrock-spend-state-${ACCOUNT}-us-east-1?region=us-east-1`,
        },
      },
    ]);
  });
});
