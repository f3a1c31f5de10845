import type { S3Client } from '@aws-sdk/client-s3';

import { CommandError, usageError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { createStateBucket, protectStateBucket } from './make-state-bucket.ts';
import { STATE_TAG } from './state-bucket.ts';
import type { StateBucket } from './state-bucket.ts';

export interface OpenStateBucket {
  bucket: StateBucket;
  profile: string | null;
  /** Whether it may be made: never, after asking, or without. */
  making: 'refuse' | 'ask' | 'agreed';
}

/** Finds the bucket of the state, or makes it after asking; never touches one that is not ours. */
export async function openStateBucket(
  { bucket, profile, making }: OpenStateBucket,
  { questions, say }: Pick<Surroundings, 'questions' | 'say'>,
): Promise<void> {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ region: bucket.region, ...(profile !== null && { profile }) });
  try {
    if (!(await isThere(client, bucket))) {
      await agree();
      await createStateBucket(client, bucket);
      await protectStateBucket(client, bucket);
      say(`Made the bucket ${bucket.name}: versioned, encrypted, private, over TLS only.`);
    } else if (!(await isProtected(client, bucket))) {
      // An earlier run was cut off between making it and closing it.
      await protectStateBucket(client, bucket);
    }
  } catch (error) {
    throw asCommandError(error as Error, bucket);
  } finally {
    client.destroy();
  }

  async function agree(): Promise<void> {
    if (making === 'agreed') return;
    if (making === 'refuse') {
      throw new CommandError(
        `Nothing is deployed from account ${bucket.accountId} in ${bucket.region} (there is no bucket ${bucket.name}): check AWS_PROFILE and AWS_REGION, or set PULUMI_BACKEND_URL.`,
      );
    }
    if (questions === null) {
      throw usageError(
        `Pulumi's state needs a place: add --yes to make the bucket ${bucket.name} for it, or set PULUMI_BACKEND_URL.`,
      );
    }
    say('Pulumi keeps what it has made in a state, which needs a place.');
    const question = `Make the S3 bucket ${bucket.name}?`;
    if (await questions.confirm(question)) return;
    throw new CommandError(
      'Nothing was made: set PULUMI_BACKEND_URL to the place that the state is to be kept in.',
    );
  }
}

async function isThere(client: S3Client, bucket: StateBucket): Promise<boolean> {
  const { GetBucketTaggingCommand, HeadBucketCommand } = await import('@aws-sdk/client-s3');
  const named = { Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId };
  try {
    await client.send(new HeadBucketCommand(named));
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
  const tags = await client.send(new GetBucketTaggingCommand(named)).catch((error: Error) => {
    if (error.name === 'NoSuchTagSet') return null;
    throw error;
  });
  const { Key, Value } = STATE_TAG;
  if (tags?.TagSet?.some((tag) => tag.Key === Key && tag.Value === Value)) return true;
  throw new CommandError(
    `The account has a bucket ${bucket.name} that was not made for this: to use it as it is, set PULUMI_BACKEND_URL=s3://${bucket.name}?region=${bucket.region}.`,
  );
}

// Versioning is what is turned on last.
async function isProtected(client: S3Client, bucket: StateBucket): Promise<boolean> {
  const { GetBucketVersioningCommand } = await import('@aws-sdk/client-s3');
  const named = { Bucket: bucket.name, ExpectedBucketOwner: bucket.accountId };
  return (await client.send(new GetBucketVersioningCommand(named))).Status === 'Enabled';
}

function asCommandError(error: Error, { name, accountId }: StateBucket): CommandError {
  if (error instanceof CommandError) return error;
  // A question that was left with Ctrl-C is no failure of S3.
  if (statusOf(error) === undefined) throw error;
  if (error.name === 'BucketAlreadyExists' || statusOf(error) === 301) {
    return new CommandError(
      `The name ${name} is taken by a bucket of somebody else or of another region: set PULUMI_BACKEND_URL to another place for the state.`,
      { cause: error },
    );
  }
  if (statusOf(error) === 403) {
    return new CommandError(
      `S3 does not let you use the bucket ${name}: either it is not account ${accountId}'s, or you lack a permission (s3:CreateBucket, s3:ListBucket, s3:GetBucketTagging, …); ask for it, or set PULUMI_BACKEND_URL to another place for the state.`,
      { cause: error },
    );
  }
  return new CommandError(
    `S3 refused to open the bucket ${name} (${error.name}: ${error.message.replace(/\.$/, '')}): try again, or set PULUMI_BACKEND_URL to another place for the state.`,
    { cause: error },
  );
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
