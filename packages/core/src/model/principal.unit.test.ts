import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parsePrincipal } from './principal.ts';

describe('parsePrincipal', () => {
  test('names the person behind an IAM Identity Center session', () => {
    const arn =
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ana@example.com';

    expect(parsePrincipal(arn)).toEqual({
      arn,
      kind: 'assumed-role',
      accountId: '111122223333',
      role: 'AWSReservedSSO_Dev_0123456789abcdef',
      sessionName: 'ana@example.com',
      person: 'ana@example.com',
    });
  });

  test('does not take an instance id for a person', () => {
    expect(
      parsePrincipal('arn:aws:sts::111122223333:assumed-role/chat-service/i-0abc'),
    ).toMatchObject({ role: 'chat-service', sessionName: 'i-0abc', person: null });
  });

  test.each([
    ['arn:aws:iam::111122223333:user/bedrock-test', 'user', null],
    [
      'arn:aws:iam::111122223333:user/division/john.doe@example.com',
      'user',
      'john.doe@example.com',
    ],
    ['arn:aws:iam::111122223333:root', 'root', null],
    ['arn:aws:sts::111122223333:federated-user/bob', 'federated-user', 'bob'],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/gov/app', 'assumed-role', null],
    [
      'arn:aws:sts::111122223333:assumed-role/team-a/person-1a2b3c4d',
      'assumed-role',
      'person-1a2b3c4d',
    ],
    ['arn:aws:sts::111122223333:assumed-role/team-a/person-of-note', 'assumed-role', null],
  ])('reads %s as %s', (arn, kind, person) => {
    expect(parsePrincipal(arn)).toMatchObject({ kind, person, accountId: '111122223333' });
  });

  test.each(['', '<redacted>', 'arn:aws:iam', 'arn:aws:sts::111122223333:session-of/x'])(
    'keeps %j as a principal of unknown kind',
    (arn) => {
      expect(parsePrincipal(arn)).toMatchObject({ arn, kind: 'unknown', person: null });
    },
  );

  test('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `arn:aws:sts::${rest}`),
        ),
        (arn) => {
          expect(parsePrincipal(arn).arn).toBe(arn);
        },
      ),
    );
  });
});
