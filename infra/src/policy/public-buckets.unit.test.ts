import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { publicBuckets } from './public-buckets.ts';

const bucket = resource('aws:s3/bucket:Bucket', { bucket: 'state' });
const all = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (inputs: object) =>
  resource('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', {
    bucket: 'state',
    ...inputs,
  });

describe('publicBuckets', () => {
  it('lets a bucket be that has all four blocks', () => {
    expect(problems(publicBuckets, bucket, block(all))).toEqual([]);
  });

  it.each([
    ['no block', [bucket]],
    ['three blocks of four', [bucket, block({ ...all, blockPublicPolicy: false })]],
    ['the block of another bucket', [bucket, block({ ...all, bucket: 'other' })]],
    ['an ACL for everybody', [resource('aws:s3/bucketAcl:BucketAcl', { acl: 'public-read' })]],
  ])('finds a bucket with %s', (_title, broken) => {
    expect(problems(publicBuckets, ...broken)).toHaveLength(1);
  });
});
