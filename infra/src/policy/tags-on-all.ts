import { plain } from '@bedrock-spend/pulumi-engine';

import { eachResource } from './policy-check.ts';

/** Which stack something belongs to. */
const stackTag = 'bedrock-spend:stack';

/** Types that have no tags at AWS: parts and settings of what has. */
const untaggable = [
  /^aws:apigateway\/(?:account|basePathMapping|deployment|integration|method|methodSettings|resource|usagePlanKey):/,
  /^aws:bedrockmodel\/invocationLoggingConfiguration:/,
  /^aws:ecr\/(?:lifecyclePolicy|repositoryPolicy):/,
  /^aws:iam\/(?:rolePolicy|rolePolicyAttachment):/,
  /^aws:lambda\/(?:permission|functionUrl):/,
  /^aws:route53\/record:/,
  /^aws:secretsmanager\/secretVersion:/,
  /^aws:sns\/(?:topicPolicy|topicSubscription):/,
];

/** All that can have tags says which stack it is of. */
export const tagsOnAll = eachResource(({ type, inputs }) => {
  if (!type.startsWith('aws:') || untaggable.some((pattern) => pattern.test(type))) return [];
  const tags = (plain(inputs['tags']) ?? {}) as Record<string, string>;
  return tags[stackTag] === undefined ? [`has no tag ${stackTag}: pass the tags on`] : [];
});
