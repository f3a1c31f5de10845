import type { S3Client } from '@aws-sdk/client-s3';

import { STATE_TAG } from './state-bucket.ts';
import type { StateBucket } from './state-bucket.ts';

/** Makes the bucket with its tag, by which a run that was cut off is known. */
export async function createStateBucket(client: S3Client, bucket: StateBucket): Promise<void> {
  const { CreateBucketCommand } = await import('@aws-sdk/client-s3');
  await client.send(
    new CreateBucketCommand({
      Bucket: bucket.name,
      ObjectOwnership: 'BucketOwnerEnforced',
      // The SDK adds the region of its client.
      CreateBucketConfiguration: { Tags: [STATE_TAG] },
    }),
  );
}

/** Closes the bucket to everybody else, and keeps what is overwritten; harmless when done twice. */
export async function protectStateBucket(client: S3Client, bucket: StateBucket): Promise<void> {
  const s3 = await import('@aws-sdk/client-s3');
  const named = { Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId };
  await client.send(
    new s3.PutPublicAccessBlockCommand({
      ...named,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await client.send(
    new s3.PutBucketEncryptionCommand({
      ...named,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    }),
  );
  await client.send(new s3.PutBucketPolicyCommand({ ...named, Policy: tlsOnly(bucket) }));
  await client.send(
    new s3.PutBucketVersioningCommand({
      ...named,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
}

function tlsOnly({ name, partition }: StateBucket): string {
  const arn = `arn:${partition}:s3:::${name}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
