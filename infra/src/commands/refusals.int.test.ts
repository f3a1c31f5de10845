import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateBucketCommand, GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ACCOUNT, openWorkshop, STRANGER } from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

const BUCKET = `bedrock-spend-state-${ACCOUNT}-us-east-1`;

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  await workshop.close();
});

type Environment = Record<string, string | undefined>;

/** The last line of a run that failed, which has changed nothing through Pulumi. */
async function refusal(
  { status, args = ['deploy', '--yes'] }: { status: number; args?: string[] },
  env: Environment = {},
): Promise<string> {
  const run = await workshop.run(args, env);
  const changes = run.calls.filter(({ args }) => /^(?:up|destroy|preview)$/.test(args[0] ?? ''));
  expect([run.status, changes]).toEqual([status, []]);
  return run.text.split('\n').at(-1) ?? '';
}

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['deploi'], 'There is no command "deploi": use deploy, preview'],
    ['no stack after --stack', ['preview', '--stack'], 'A stack is named by letters'],
    ['a stack with a space', ['preview', '--stack=my stack'], 'A stack is named by letters'],
    ['no secrets provider', ['preview', '--secrets-provider'], 'Name a secrets provider'],
    ['deploying without a terminal or --yes', ['deploy'], 'add --yes to deploy'],
    ['destroying without a terminal or --yes', ['destroy'], 'add --yes to remove'],
    ['outputs of something', ['outputs', 'apiKey', '--yes'], 'outputs takes --stack alone'],
  ])('ends %s with status 2', async (_case, args, sentence) => {
    expect(await refusal({ status: 2, args })).toContain(sentence);
  });
});

describe('what an image needs', () => {
  it('is its files', async () => {
    await rm(join(workshop.folder, 'image/app'), { recursive: true });
    expect(await refusal({ status: 1 })).toContain('run `npx nx image-context mcp-server`');
  });

  it('is a Docker that is installed', async () => {
    await rm(join(workshop.folder, 'bin/docker'));
    const path = `${join(workshop.folder, 'bin')}:${join(process.execPath, '..')}`;
    expect(await refusal({ status: 1 }, { PATH: path })).toContain(
      'Docker builds the image and is not installed',
    );
  });

  it('is a Docker that answers', async () => {
    await workshop.docker(
      `echo '{"Client":{},"Server":null}'; echo 'Cannot connect to the Docker daemon' >&2; exit 1`,
    );
    expect(await refusal({ status: 1 })).toContain('Docker does not answer: start Docker');
  });

  it.each([
    [
      'under the name of docker',
      `echo 'Emulate Docker CLI using podman.' >&2; echo '{"Client":{}}'`,
    ],
    [
      'behind the real docker',
      `echo '{"Client":{},"Server":{"Os":"linux","Components":[{"Name":"Podman Engine"}]}}'`,
    ],
  ])('is no Podman %s', async (_case, script) => {
    await workshop.docker(script);
    expect(await refusal({ status: 1 })).toContain('is Podman');
  });

  it('is a Docker with Linux containers', async () => {
    await workshop.docker(`echo '{"Client":{},"Server":{"Os":"windows"}}'`);
    expect(await refusal({ status: 1 })).toContain('switch it to Linux containers');
  });
});

describe('AWS credentials', () => {
  const without = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

  it('must be there', async () => {
    expect(await refusal({ status: 1 }, without)).toMatch(
      /^There are no AWS credentials: log in with `aws sso login`/,
    );
  });

  it('must be of a profile that exists', async () => {
    const sentence = await refusal({ status: 1 }, { ...without, AWS_PROFILE: 'absent' });
    expect(sentence).toMatch(/^There are no AWS credentials.*set AWS_PROFILE/);
  });

  it('must be valid still', async () => {
    await workshop.emulator.control.addFault({ service: 'sts', kind: 'expired' });
    expect(await refusal({ status: 1 })).toContain('The AWS credentials have expired');
  });

  it('must be known to AWS', async () => {
    const sentence = await refusal({ status: 1 }, { AWS_ACCESS_KEY_ID: 'AKIA0000000000000000' });
    expect(sentence).toContain('AWS does not know these credentials in us-east-1');
  });

  it('must be for a region that the account has enabled', async () => {
    const sentence = await refusal({ status: 1 }, { AWS_REGION: 'me-south-1' });
    expect(sentence).toContain('that the account has the region me-south-1 enabled');
  });

  it('must have the right secret', async () => {
    const sentence = await refusal({ status: 1 }, { AWS_SECRET_ACCESS_KEY: 'wrong' });
    expect(sentence).toContain('check the secret access key and the clock');
  });

  it('need an AWS that can be reached', async () => {
    const sentence = await refusal({ status: 1 }, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(sentence).toContain('AWS cannot be reached in us-east-1');
  });
});

describe('the region', () => {
  it('must be chosen', async () => {
    expect(await refusal({ status: 2 }, { AWS_REGION: undefined })).toContain(
      'No AWS region is chosen: set one with AWS_REGION',
    );
  });

  it('must look like one', async () => {
    expect(await refusal({ status: 2 }, { AWS_REGION: 'Virginia' })).toBe(
      '"Virginia" is no AWS region: name one like us-east-1.',
    );
  });
});

describe('the bucket of the state', () => {
  it('is not made without being asked for', async () => {
    expect(await refusal({ status: 2, args: ['preview'] })).toContain(
      `add --yes to make the bucket ${BUCKET}`,
    );
  });

  it("is never somebody else's", async () => {
    await createBucket(STRANGER, 'us-east-1');
    expect(await refusal({ status: 1 })).toContain(`either it is not account ${ACCOUNT}'s`);
    const versioning = new GetBucketVersioningCommand({ Bucket: BUCKET });
    expect((await clientOf(STRANGER, 'us-east-1').send(versioning)).Status).toBeUndefined();
  });

  it('is not one of the same name that was made for something else', async () => {
    await createBucket(ACCOUNT, 'us-east-1');
    expect(await refusal({ status: 1 })).toContain('that was not made for this');
    const versioning = new GetBucketVersioningCommand({ Bucket: BUCKET });
    expect((await clientOf(ACCOUNT, 'us-east-1').send(versioning)).Status).toBeUndefined();
  });

  it('is not one of another region', async () => {
    await createBucket(ACCOUNT, 'eu-west-1');
    expect(await refusal({ status: 1 })).toContain('is taken by a bucket of somebody else');
  });

  it('needs permissions', async () => {
    const { accessKeyId, secretAccessKey } = workshop.emulator.credentials(ACCOUNT, 'grace');
    const sentence = await refusal(
      { status: 1 },
      { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    );
    expect(sentence).toContain('you lack a permission (s3:CreateBucket');
  });

  it.each(['destroy', 'outputs'])('is not made to %s what is in none', async (command) => {
    const args = [command, ...(command === 'destroy' ? ['--yes'] : [])];
    expect(await refusal({ status: 1, args })).toContain('Nothing is deployed from account');
  });
});

describe('secrets', () => {
  it('need a passphrase', async () => {
    const sentence = await refusal({ status: 2 }, { PULUMI_CONFIG_PASSPHRASE: undefined });
    expect(sentence).toContain('set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE');
    expect(sentence).toContain('--secrets-provider=awskms://');
  });

  it('need the file that is named for it', async () => {
    const env = {
      PULUMI_CONFIG_PASSPHRASE: undefined,
      PULUMI_CONFIG_PASSPHRASE_FILE: '/absent/passphrase',
    };
    expect(await refusal({ status: 1 }, env)).toContain('There is no file /absent/passphrase');
  });

  it('keep the provider that the stack has', async () => {
    await workshop.deployed();
    const args = ['deploy', '--yes', '--secrets-provider', 'awskms://alias/spend'];
    expect(await refusal({ status: 2, args })).toContain('change-secrets-provider');
  });
});

describe('the stack', () => {
  it('is not taken back to defaults where its settings are not here', async () => {
    await workshop.deployed();
    await rm(join(workshop.folder, 'infra/Pulumi.prod.yaml'));
    const sentence = await refusal({ status: 1 });
    expect(sentence).toContain('infra/Pulumi.prod.yaml, are not here');
    expect(sentence).toContain('npx nx pulumi infra config refresh --stack=prod');
  });

  it('must have settings that can be read', async () => {
    await workshop.put('infra/Pulumi.prod.yaml', 'config: [');
    expect(await refusal({ status: 1 })).toContain('infra/Pulumi.prod.yaml cannot be read');
  });

  it('must exist to be destroyed', async () => {
    await workshop.deployed();
    const args = ['destroy', '--yes', '--stack=other'];
    expect(await refusal({ status: 1, args })).toContain('There is no stack other');
  });

  it('fails in a sentence where Pulumi does', async () => {
    await workshop.fails({ 'stack ls': 'could not list: access denied.' });
    expect(await refusal({ status: 1 })).toBe(
      'Pulumi failed (pulumi stack ls): could not list: access denied',
    );
  });
});

it("says what to do where Pulumi's command line cannot be fetched", async () => {
  await rm(join(workshop.folder, 'home/.pulumi'), { recursive: true });
  // A proxy that is not there: whatever network this machine has, nothing is fetched.
  const sentence = await refusal(
    { status: 1 },
    { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' },
  );
  expect(sentence).toMatch(
    /^Pulumi's command line cannot be fetched \(.*check that https:\/\/get\.pulumi\.com/,
  );
});

function createBucket(accountId: string, region: string): Promise<unknown> {
  return clientOf(accountId, region).send(new CreateBucketCommand({ Bucket: BUCKET }));
}

function clientOf(accountId: string, region: string): S3Client {
  const credentials = workshop.emulator.credentials(accountId);
  return new S3Client({ endpoint: workshop.emulator.url, region, credentials });
}
