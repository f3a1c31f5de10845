import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { encryptionAtRest } from './encryption-at-rest.ts';

describe('encryptionAtRest', () => {
  it.each([
    ['what AWS always encrypts', 'aws:dynamodb/table:Table', {}],
    ['a topic on encrypted disks', 'aws:sns/topic:Topic', {}],
    ['a topic with a key', 'aws:sns/topic:Topic', { kmsMasterKeyId: 'arn:aws:kms:x:1:key/a' }],
    ['what holds nothing', 'aws:apigateway/method:Method', {}],
  ])('lets %s be', (_title, type, inputs) => {
    expect(problems(encryptionAtRest, resource(type, inputs))).toEqual([]);
  });

  it.each([
    [
      'a topic whose key alarms cannot use',
      'aws:sns/topic:Topic',
      { kmsMasterKeyId: 'alias/aws/sns' },
    ],
    ['a type that nobody has thought of', 'aws:ebs/volume:Volume', { size: 8 }],
  ])('finds %s', (_title, type, inputs) => {
    expect(problems(encryptionAtRest, resource(type, inputs))).toHaveLength(1);
  });
});
