import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { endMs, requestsBy, startMs } from './aggregate.testing.ts';
import { dimensions, type Dimension } from '../model/dimension.ts';
import type { Invocation } from '../model/invocation.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';

describe('Every dimension', () => {
  const sso = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_01/ana@example.com';
  const profile =
    'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/a1b2c3d4e5f6';

  test.each<[Dimension, Partial<Invocation>, string]>([
    ['account', { accountId: '444455556666' }, '444455556666'],
    ['account', { accountId: '' }, '(none)'],
    ['region', { region: '' }, '(none)'],
    ['model', { model: parseModelId('moonshotai.kimi-k2.5') }, 'kimi-k2.5'],
    ['principal', { principalArn: '' }, '(none)'],
    ['operation', { operation: 'InvokeModel' }, 'InvokeModel'],
    ['operation', { operation: '' }, '(none)'],
    ['scope', { model: parseModelId('us.amazon.nova-pro-v1:0') }, 'geo'],
    ['scope', { model: parseModelId('global.amazon.nova-pro-v1:0') }, 'global'],
    ['scope', { region: 'us-gov-west-1' }, 'gov'],
    ['scope', {}, 'in-region'],
    ['tier', { serviceTier: 'flex' }, 'flex'],
    ['tier', { serviceTier: null }, '(none)'],
    ['role', {}, 'team-a'],
    ['role', { principalArn: 'arn:aws:iam::111122223333:user/division/ci' }, 'user/ci'],
    ['role', { principalArn: 'arn:aws:iam::111122223333:root' }, 'root'],
    [
      'role',
      { principalArn: 'arn:aws:sts::111122223333:federated-user/bob' },
      'federated-user/bob',
    ],
    ['role', { principalArn: 'someone' }, '(none)'],
    ['person', { principalArn: sso }, 'ana@example.com'],
    ['person', {}, '(none)'],
    ['applicationInferenceProfile', { model: parseModelId(profile) }, profile],
    ['applicationInferenceProfile', {}, '(none)'],
    ['error', { errorCode: 'ThrottlingException' }, 'ThrottlingException'],
    ['error', {}, '(none)'],
    ['requestMetadata.team', { requestMetadata: { team: 'search' } }, 'search'],
    ['requestMetadata.team', { requestMetadata: { feature: 'x' } }, '(none)'],
    ['requestMetadata.team', {}, '(none)'],
    ['requestMetadata.team', { requestMetadata: { team: '' } }, '(none)'],
    ['requestMetadata.constructor', { requestMetadata: {} }, '(none)'],
  ])('%s of %j is %s', (dimension, facts, value) => {
    expect(requestsBy(dimension, [anInvocation(facts)])).toEqual({ [value]: 1 });
  });

  test.each([...dimensions, 'requestMetadata.team' as const])(
    '%s filters as it groups',
    (dimension) => {
      fc.assert(
        fc.property(
          fc.array(arbitraryInvocation([startMs, endMs - 1]), { minLength: 1, maxLength: 30 }),
          (calls) => {
            const all = requestsBy(dimension, calls);
            const [value = ''] = Object.keys(all);
            const where = [{ dimension, values: [value] }];
            expect(requestsBy(dimension, calls, { where })).toEqual({ [value]: all[value] });
            const others = { ...all };
            delete others[value];
            const negated = where.map((filter) => ({ ...filter, negated: true }));
            expect(requestsBy(dimension, calls, { where: negated })).toEqual(others);
          },
        ),
        { numRuns: 20 },
      );
    },
  );
});
