import { AwsError } from '../aws-error.ts';
import type { ServiceCall } from '../service.ts';
import type { Buckets } from './create-s3-service.ts';
import { checkXml } from './settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export function createBucket(buckets: Buckets, call: ServiceCall): void {
  const { region, accountId } = call;
  const { Bucket: name, document } = call.input as { Bucket: string; document: string };
  if (document !== '') checkXml(document, 'CreateBucketConfiguration');
  checkLocation(region, /<LocationConstraint>([^<]*)</.exec(document)?.[1]);
  const existing = buckets.get(name);
  if (existing !== undefined) refuse(existing.ownerId === accountId);

  const tags = /<Tags>(.*)<\/Tags>/s.exec(document)?.[1];
  const documents = new Map<string, string>();
  if (tags !== undefined) documents.set('tagging', `<Tagging><TagSet>${tags}</TagSet></Tagging>`);
  buckets.set(name, { ownerId: accountId, region, documents });
}

function checkLocation(region: string, location: string | undefined): void {
  if (region === 'us-east-1' && location === 'us-east-1') {
    throw new AwsError(
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
    );
  }
  if ((location ?? 'us-east-1') !== region) {
    throw new AwsError(
      'IllegalLocationConstraintException',
      `The ${location ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
}

function refuse(isOwn: boolean): never {
  throw isOwn
    ? new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { status: 409 },
      )
    : new AwsError(
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
        { status: 409 },
      );
}
