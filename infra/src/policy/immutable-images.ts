import { isUnknown, plain } from '@bedrock-spend/pulumi-engine';

import { eachResource } from './policy-check.ts';

/** What was deployed stays what it was: tags cannot be moved, and functions name a digest. */
export const immutableImages = eachResource(({ type, inputs }) => {
  if (type === 'aws:ecr/repository:Repository') {
    return inputs['imageTagMutability'] === 'IMMUTABLE'
      ? []
      : ['lets a tag be moved to another image: set imageTagMutability IMMUTABLE'];
  }
  if (type === 'aws:lambda/function:Function') {
    const uri = plain(inputs['imageUri']);
    return isUnknown(uri) || /@sha256:[0-9a-f]{64}$/.test(String(uri))
      ? []
      : ['takes its image by a tag: name the digest'];
  }
  return [];
});
