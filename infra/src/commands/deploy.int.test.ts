import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import {
  ACCOUNT,
  API_KEY,
  openWorkshop,
  OUTPUTS,
  PASSPHRASE,
} from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

const BUCKET = `bedrock-spend-state-${ACCOUNT}-us-east-1`;
const STATE = `s3://${BUCKET}?region=us-east-1`;

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(() => workshop.close());

describe('a first deployment', () => {
  it('shows whose account it is for before anything else', async () => {
    const { text } = await workshop.run(['deploy', '--yes']);
    expect(text.split('\n').slice(0, 3)).toEqual([
      `Account   ${ACCOUNT}, as arn:aws:iam::${ACCOUNT}:user/ada`,
      'Region    us-east-1 (AWS_REGION)',
      `State     ${STATE}`,
    ]);
  });

  it('makes the stack, keeps its region, and hands over to Pulumi', async () => {
    const { status, calls } = await workshop.run(['deploy', '--yes', '--parallel', '4']);
    expect(status).toBe(0);
    expect(calls.map(({ args }) => args.join(' '))).toEqual([
      'stack ls --json --non-interactive',
      'stack init prod --non-interactive',
      'config set aws:region us-east-1 --stack prod --non-interactive',
      'up --stack prod --yes --parallel 4',
      'stack output --json --stack prod --non-interactive',
    ]);
    for (const { cwd, env } of calls) {
      expect(cwd).toBe(join(workshop.folder, 'infra'));
      expect(env).toMatchObject({ PULUMI_BACKEND_URL: STATE, AWS_REGION: 'us-east-1' });
    }
    expect(await settings('prod')).toMatchObject({ config: { 'aws:region': 'us-east-1' } });
  });

  it('makes the bucket of the state versioned, encrypted, private, for TLS only, and ours', async () => {
    await workshop.run(['deploy', '--yes']);
    const client = s3Client();
    const named = { Bucket: BUCKET, ExpectedBucketOwner: ACCOUNT };
    expect(await client.send(new s3.GetBucketVersioningCommand(named))).toMatchObject({
      Status: 'Enabled',
    });
    const { PublicAccessBlockConfiguration: access } = await client.send(
      new s3.GetPublicAccessBlockCommand(named),
    );
    expect(Object.values(access ?? {})).toEqual([true, true, true, true]);
    const { Policy = '' } = await client.send(new s3.GetBucketPolicyCommand(named));
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
    const { TagSet } = await client.send(new s3.GetBucketTaggingCommand(named));
    expect(TagSet).toEqual([{ Key: 'bedrock-spend:purpose', Value: 'pulumi-state' }]);
    const operations = (await workshop.emulator.control.requests({ service: 's3' })).map(
      ({ operation }) => operation,
    );
    expect(operations).toContain('PutBucketEncryption');
  });

  it('ends with every output, the command that shows the key, and how to connect', async () => {
    const { text } = await workshop.run(['deploy', '--yes']);
    for (const value of [OUTPUTS.mcpUrl, OUTPUTS.apiUrl, OUTPUTS.imageUri, OUTPUTS.functionArn]) {
      expect(text).toContain(value);
    }
    expect(text).toContain(OUTPUTS.roleArn);
    expect(text).toContain(`npx nx build cli && npx bedrock-spend connect ${OUTPUTS.mcpUrl}`);
    expect(text).toContain('Keep infra/Pulumi.prod.yaml');
  });

  it('gives a command that shows the key as it stands there, and nothing but the key', async () => {
    const { text } = await workshop.run(['deploy', '--yes']);
    const command = /^ {2}(PULUMI_BACKEND_URL=.*)$/m.exec(text)?.[1] ?? '';
    const root = new URL('../../../', import.meta.url);
    const environment = { ...workshop.environment };
    environment['PATH'] = `${join(root.pathname, 'node_modules/.bin')}:${environment['PATH']}`;
    const { stdout } = await execa('sh', ['-c', command], {
      cwd: root,
      env: environment,
      extendEnv: false,
    });
    expect(stdout).toBe(API_KEY);
    const asked = (await workshop.calls()).at(-1);
    expect(asked?.env['PULUMI_BACKEND_URL']).toBe(STATE);
    expect(asked?.cwd).toBe(join(root.pathname, 'infra'));
  });

  it('shows no secret', async () => {
    const { text } = await workshop.run(['deploy', '--yes']);
    const { secretAccessKey } = workshop.emulator.credentials(ACCOUNT);
    for (const secret of [PASSPHRASE, API_KEY, secretAccessKey]) expect(text).not.toContain(secret);
  });

  it('gives a passphrase to Pulumi by its environment alone', async () => {
    const { calls, text } = await workshop.run(['deploy', '--yes']);
    expect(text).not.toContain('read -rs');
    for (const { args, env } of calls) {
      expect(args.join(' ')).not.toContain(PASSPHRASE);
      expect(env['PULUMI_CONFIG_PASSPHRASE']).toBe(PASSPHRASE);
    }
  });

  it('needs no passphrase with a KMS key', async () => {
    const provider = 'awskms://alias/spend?region=us-east-1';
    const { status, text } = await workshop.run(
      ['deploy', '--yes', `--secrets-provider=${provider}`],
      { PULUMI_CONFIG_PASSPHRASE: undefined },
    );
    expect([status, text]).toEqual([0, expect.stringContaining(`secrets by ${provider}`)]);
    expect(await settings('prod')).toMatchObject({ secretsprovider: provider });
  });

  it('goes to the stack and region that are named', async () => {
    const { text, calls } = await workshop.run(['deploy', '-s', 'team', '-y'], {
      AWS_REGION: 'eu-west-1',
    });
    expect(text).toContain(`bedrock-spend-state-${ACCOUNT}-eu-west-1`);
    expect(calls.at(-2)?.args).toEqual(['up', '--stack', 'team', '--yes']);
  });
});

describe('a later deployment', () => {
  it('finds bucket, stack and region again and makes nothing', async () => {
    await workshop.deployed();
    await workshop.emulator.control.clearRequests();
    const { status, text, calls } = await workshop.run(['deploy', '--yes'], {
      AWS_REGION: 'eu-west-1',
    });
    expect([status, text]).toEqual([
      0,
      expect.stringContaining('Region    us-east-1 (aws:region)'),
    ]);
    expect(calls.map(({ args }) => args.slice(0, 2).join(' '))).toEqual([
      'stack ls',
      'up --stack',
      'stack output',
    ]);
    const writes = (await workshop.emulator.control.requests({ service: 's3' })).filter(
      ({ operation }) => /^(?:Put|Create)/.test(operation),
    );
    expect(writes).toEqual([]);
  });

  it('closes a bucket that an earlier one made and left open', async () => {
    await s3Client().send(
      new s3.CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: {
          Tags: [{ Key: 'bedrock-spend:purpose', Value: 'pulumi-state' }],
        },
      }),
    );
    expect(await workshop.run(['deploy', '--yes'])).toMatchObject({ status: 0 });
    const versioning = new s3.GetBucketVersioningCommand({ Bucket: BUCKET });
    expect(await s3Client().send(versioning)).toMatchObject({ Status: 'Enabled' });
  });

  it('fails with status 1 when Pulumi fails, and shows no summary', async () => {
    await workshop.fails({ up: 'update failed' });
    const { status, text } = await workshop.run(['deploy', '--yes']);
    expect([status, text]).toEqual([1, expect.stringMatching(/error: update failed$/)]);
  });
});

describe('where the state is', () => {
  it('is where PULUMI_BACKEND_URL says', async () => {
    const url = 's3://states-of-the-team?region=eu-west-1';
    const run = await workshop.run(['deploy', '--yes'], { PULUMI_BACKEND_URL: url });
    expect(run.status).toBe(0);
    expect(run.text).toContain(`State     ${url} (PULUMI_BACKEND_URL)`);
    expect(run.calls[0]?.env['PULUMI_BACKEND_URL']).toBe(url);
    expect(await workshop.emulator.control.requests({ service: 's3' })).toEqual([]);
  });

  it('is where `pulumi login` went, and Pulumi Cloud needs no passphrase', async () => {
    await workshop.put(
      'home/.pulumi/credentials.json',
      JSON.stringify({ current: 'https://api.pulumi.com' }),
    );
    const run = await workshop.run(['deploy', '--yes'], { PULUMI_CONFIG_PASSPHRASE: undefined });
    expect(run.text).toContain('State     https://api.pulumi.com (pulumi login)');
    expect(run.text).toContain('secrets by Pulumi Cloud');
  });

  it('is never shown with credentials that its address has', async () => {
    const run = await workshop.run(['deploy', '--yes'], {
      PULUMI_BACKEND_URL: 'postgres://me:hidden@db.example.com/pulumi',
    });
    expect(run.text).toContain('postgres://db.example.com/pulumi');
    expect(run.text).not.toContain('hidden');
  });
});

describe('preview', () => {
  it('previews without --yes where state and stack are there', async () => {
    await workshop.deployed();
    const { status, calls } = await workshop.run(['preview', '--diff']);
    expect([status, calls.at(-1)?.args]).toEqual([0, ['preview', '--stack', 'prod', '--diff']]);
  });
});

async function settings(stack: string): Promise<unknown> {
  return parse(await readFile(join(workshop.folder, `infra/Pulumi.${stack}.yaml`), 'utf8'));
}

function s3Client(): s3.S3Client {
  const credentials = workshop.emulator.credentials(ACCOUNT);
  return new s3.S3Client({ endpoint: workshop.emulator.url, region: 'us-east-1', credentials });
}
