import { plain } from '@bedrock-spend/pulumi-engine';

import { finding, type PolicyCheck } from './policy-check.ts';

const blocks = [
  'blockPublicAcls',
  'blockPublicPolicy',
  'ignorePublicAcls',
  'restrictPublicBuckets',
] as const;

/** No bucket can be read by the public: each has all four blocks, and no ACL for everybody. */
export const publicBuckets: PolicyCheck = (resources) => {
  const blocked = new Set(
    resources
      .filter(({ type }) => type.endsWith(':BucketPublicAccessBlock'))
      .filter(({ inputs }) => blocks.every((block) => inputs[block] === true))
      .map(({ inputs }) => plain(inputs['bucket'])),
  );
  const unblocked = resources
    .filter(({ type }) => /:Bucket(?:V2)?$/.test(type))
    .filter(({ inputs }) => !blocked.has(plain(inputs['bucket'])))
    .map((bucket) => finding(bucket, `has no BucketPublicAccessBlock with ${blocks.join(', ')}`));
  const open = resources.flatMap((resource) => {
    const acl = plain(resource.inputs['acl']);
    const isOpen = typeof acl === 'string' && /^(?:public-|authenticated-read)/.test(acl);
    return isOpen ? [finding(resource, `has the ACL ${acl}: remove it`)] : [];
  });
  return [...unblocked, ...open];
};
