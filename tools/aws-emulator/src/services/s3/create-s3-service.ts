import { AwsError } from '../aws-error.ts';
import type { RenderedAnswer, Service, ServiceCall } from '../service.ts';
import { createBucket } from './create-bucket.ts';
import { routeBucket } from './route-bucket.ts';
import { settingActions, settings } from './settings.ts';
import type { Setting } from './settings.ts';

export interface Bucket {
  ownerId: string;
  region: string;
  /** Documents of the settings, as they were put, by the name that the query has. */
  documents: Map<string, string>;
}

/** By name: names of buckets are the same for all accounts. */
export type Buckets = Map<string, Bucket>;

/** Amazon S3, of which only buckets and their settings are here, no objects. */
export function createS3Service(): Service {
  const buckets: Buckets = new Map();
  const operations: Record<string, (call: ServiceCall) => unknown> = {
    CreateBucket: (call) => createBucket(buckets, call),
    HeadBucket: (call) => void findBucket(buckets, call),
  };
  for (const setting of settings) {
    operations[setting.put] = (call) => putDocument(findBucket(buckets, call), { setting, call });
    operations[setting.get] = (call) => getDocument(findBucket(buckets, call), setting);
  }
  return {
    name: 's3',
    protocol: 'rest-xml',
    actionOf: (operation) => settingActions[operation] ?? actions[operation] ?? `s3:${operation}`,
    resourceOf: ({ input }) => `arn:aws:s3:::${input['Bucket'] as string}`,
    operations,
    route: routeBucket,
    render,
  };
}

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
const actions: Readonly<Record<string, string>> = { HeadBucket: 's3:ListBucket' };

/** The bucket of a call; throws what S3 answers to one that is not there or not the caller's. */
function findBucket(buckets: Buckets, { input, accountId, region }: ServiceCall): Bucket {
  const bucket = buckets.get(input['Bucket'] as string);
  if (bucket === undefined) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
  }
  const expected = input['ExpectedBucketOwner'];
  if (bucket.ownerId !== accountId || (expected !== undefined && expected !== bucket.ownerId)) {
    throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  }
  if (bucket.region !== region) {
    throw new AwsError(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { status: 301 },
    );
  }
  return bucket;
}

function putDocument(
  bucket: Bucket,
  { setting, call }: { setting: Setting; call: ServiceCall },
): void {
  const document = call.input['document'] as string;
  setting.check(document, call.input['Bucket'] as string);
  bucket.documents.set(setting.name, document);
}

function getDocument(bucket: Bucket, { name, whenUnset }: Setting): string {
  const document = bucket.documents.get(name);
  if (document !== undefined) return document;
  if (typeof whenUnset === 'string') return whenUnset;
  throw new AwsError(whenUnset.code, whenUnset.message, { status: 404 });
}

function render(operation: string, output: unknown): RenderedAnswer {
  const contentType = operation === 'GetBucketPolicy' ? 'application/json' : 'application/xml';
  return { contentType, body: typeof output === 'string' ? output : '' };
}
