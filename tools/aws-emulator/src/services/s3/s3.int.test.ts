import * as s3 from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';
import { refusal } from '../../test-emulator.testing.ts';

const home = '111122223333';
const stranger = '777788889999';

let emulator: RunningEmulator;
let client: s3.S3Client;
let bucket: string;
let made = 0;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId: home,
          users: [{ name: 'ada' }, { name: 'reader', deny: ['s3:PutBucketPublicAccessBlock'] }],
        },
        { accountId: stranger },
      ],
    },
  });
  client = clientOf({});
});
afterAll(() => emulator.stop());
beforeEach(() => {
  made += 1;
  bucket = `bucket-${made}`;
});

describe('CreateBucket and HeadBucket', () => {
  it('makes a bucket in the region that is named, with its tags', async () => {
    const Tags = [{ Key: 'purpose', Value: 'state & more' }];
    await client.send(
      new s3.CreateBucketCommand({
        Bucket: bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags },
      }),
    );
    await client.send(new s3.HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: home }));
    const { TagSet } = await client.send(new s3.GetBucketTaggingCommand({ Bucket: bucket }));
    expect(TagSet).toEqual(Tags);
  });

  it('knows no bucket before it is made', async () => {
    const { status } = await refusal(client.send(new s3.HeadBucketCommand({ Bucket: bucket })));
    expect(status).toBe(404);
  });

  it('takes us-east-1 only where it is not named, and other regions only where they are', async () => {
    const virginia = clientOf({ region: 'us-east-1' });
    await virginia.send(new s3.CreateBucketCommand({ Bucket: bucket }));
    const elsewhere = new s3.CreateBucketCommand({
      Bucket: `${bucket}-too`,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    expect(await refusal(virginia.send(elsewhere))).toMatchObject({
      name: 'IllegalLocationConstraintException',
      status: 400,
    });
  });

  it('keeps names for whoever had them first', async () => {
    await create();
    expect(await refusal(create())).toMatchObject({ name: 'BucketAlreadyOwnedByYou', status: 409 });
    expect(await refusal(create(clientOf({ accountId: stranger })))).toMatchObject({
      name: 'BucketAlreadyExists',
      status: 409,
    });
  });

  it('shows a bucket to nobody else, nor to an owner who expects another', async () => {
    await create();
    const asked: [s3.S3Client, string | undefined][] = [
      [clientOf({ accountId: stranger }), undefined],
      [client, stranger],
    ];
    for (const [asking, ExpectedBucketOwner] of asked) {
      const head = new s3.HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner });
      expect(await refusal(asking.send(head))).toMatchObject({ status: 403 });
    }
  });

  it('sends who asks in another region away', async () => {
    await create();
    const elsewhere = clientOf({ region: 'us-west-2' });
    expect(
      await refusal(elsewhere.send(new s3.HeadBucketCommand({ Bucket: bucket }))),
    ).toMatchObject({ status: 301 });
  });
});

describe('settings of a bucket', () => {
  it('are given back as they were put', async () => {
    await create();
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(
      new s3.PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }),
    );
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, BlockPublicPolicy: true };
    await client.send(
      new s3.PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration }),
    );
    const Policy = JSON.stringify({ Statement: [{ Resource: `arn:aws:s3:::${bucket}/*` }] });
    await client.send(new s3.PutBucketPolicyCommand({ Bucket: bucket, Policy }));

    expect(await client.send(new s3.GetBucketVersioningCommand({ Bucket: bucket }))).toMatchObject(
      VersioningConfiguration,
    );
    expect(await client.send(new s3.GetPublicAccessBlockCommand({ Bucket: bucket }))).toMatchObject(
      { PublicAccessBlockConfiguration },
    );
    expect(await client.send(new s3.GetBucketPolicyCommand({ Bucket: bucket }))).toMatchObject({
      Policy,
    });
  });

  it('have the errors and defaults of S3 before they are put', async () => {
    await create();
    const named = { Bucket: bucket };
    const { Status } = await client.send(new s3.GetBucketVersioningCommand(named));
    expect(Status).toBeUndefined();
    const { ServerSideEncryptionConfiguration: encryption } = await client.send(
      new s3.GetBucketEncryptionCommand(named),
    );
    expect(encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('AES256');
    for (const [command, name] of [
      [new s3.GetBucketTaggingCommand(named), 'NoSuchTagSet'],
      [new s3.GetBucketPolicyCommand(named), 'NoSuchBucketPolicy'],
      [new s3.GetPublicAccessBlockCommand(named), 'NoSuchPublicAccessBlockConfiguration'],
    ] as const) {
      expect(await refusal(client.send(command as s3.GetBucketTaggingCommand))).toMatchObject({
        name,
        status: 404,
      });
    }
  });

  it.each([
    ['no JSON', 'Version: 1'],
    ['without statements', '{}'],
    [
      'for another bucket',
      JSON.stringify({ Statement: [{ Resource: 'arn:aws:s3:::bucket-of-others' }] }),
    ],
  ])('refuse a policy that is %s', async (_case, Policy) => {
    await create();
    expect(
      await refusal(client.send(new s3.PutBucketPolicyCommand({ Bucket: bucket, Policy }))),
    ).toMatchObject({ name: 'MalformedPolicy', status: 400 });
  });

  it('are refused to who lacks the permission', async () => {
    await create();
    const put = new s3.PutPublicAccessBlockCommand({
      Bucket: bucket,
      PublicAccessBlockConfiguration: { BlockPublicAcls: false },
    });
    expect(await refusal(clientOf({ user: 'reader' }).send(put))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });
});

it('refuses by name what it does not have', async () => {
  const put = new s3.PutObjectCommand({ Bucket: bucket, Key: 'one', Body: 'text' });
  expect(await refusal(client.send(put))).toMatchObject({
    name: 'NotImplemented',
    status: 501,
    message: expect.stringContaining(`PUT /${bucket}/one`),
  });
});

function create(by = client): Promise<unknown> {
  return by.send(
    new s3.CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
}

function clientOf({
  accountId = home,
  region = 'eu-west-1',
  user = undefined as string | undefined,
}): s3.S3Client {
  const credentials = emulator.credentials(accountId, user);
  return new s3.S3Client({ endpoint: emulator.url, region, credentials, maxAttempts: 1 });
}
