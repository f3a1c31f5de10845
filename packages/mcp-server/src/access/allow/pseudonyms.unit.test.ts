import { parsePrincipal } from '@bedrock-spend/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pseudonymsOf } from './pseudonyms.ts';

const key = new Uint8Array(32).fill(7);
const pseudonyms = pseudonymsOf(key);
const account = 'arn:aws:sts::111122223333';

describe('a pseudonym', () => {
  it.each([
    ['a session of IAM Identity Center', `${account}:assumed-role/AWSReservedSSO_Dev_1a2b/ana`],
    ['an e-mail address as session', `${account}:assumed-role/team-a/ana@example.com`],
    ['a user named by an e-mail address', 'arn:aws:iam::111122223333:user/team/ana@example.com'],
    ['a federated user', `${account}:federated-user/ana`],
  ])('stands for the person of %s', (_what, arn) => {
    const shown = pseudonyms.principal(arn);

    expect(shown).not.toContain('ana');
    expect(parsePrincipal(shown).person).toMatch(/^person-[0-9a-hj-np-tv-z]{8}$/);
    expect(parsePrincipal(shown)).toMatchObject({
      kind: parsePrincipal(arn).kind,
      role: parsePrincipal(arn).role,
      accountId: '111122223333',
    });
  });

  it.each([
    ['a session of a custom role', `${account}:assumed-role/team-a/ana.smith`],
    ['a user', 'arn:aws:iam::111122223333:user/ana.smith'],
    ['what is no ARN', 'AIDAEXAMPLE:ana.smith'],
    ['a kind that is not known', 'arn:aws:iam::111122223333:mfa/ana.smith'],
    ['a role named after a person', `${account}:assumed-role/ana.smith@example.com/app`],
  ])('hides the name of %s, too', (_what, arn) => {
    expect(pseudonyms.principal(arn)).not.toContain('ana.smith');
  });

  it.each([
    ['a role', 'arn:aws:iam::111122223333:role/team-a'],
    ['the root user', 'arn:aws:iam::111122223333:root'],
    ['an instance', `${account}:assumed-role/role-name/i-0a0528a4884da8642`],
    ['nobody', ''],
  ])('leaves %s as it is', (_what, arn) => {
    expect(pseudonyms.principal(arn)).toBe(arn);
  });

  it('of one person is the same in every role, as a user and in a text', () => {
    const names = [
      pseudonyms.principal(`${account}:assumed-role/team-a/ana@example.com`),
      pseudonyms.principal(`${account}:assumed-role/team-b/ana@example.com`),
      pseudonyms.principal('arn:aws:iam::111122223333:user/ana@example.com'),
    ].map((arn) => parsePrincipal(arn).person);

    expect(new Set(names).size).toBe(1);
    expect(pseudonyms.text('asked by ana@example.com.')).toBe(`asked by ${names[0]}.`);
  });

  it('is another one with another key', () => {
    const arn = `${account}:assumed-role/team-a/ana@example.com`;

    expect(pseudonymsOf(new Uint8Array(32).fill(8)).principal(arn)).not.toBe(
      pseudonyms.principal(arn),
    );
  });

  it('cannot be taken by a session that is called like one', () => {
    const [shown, forged] = ['ana@example.com', 'person-00000000'].map((name) =>
      pseudonyms.principal(`${account}:assumed-role/team-a/${name}`),
    );
    const copied = pseudonyms.principal(shown ?? '');

    expect(forged).not.toContain('person-00000000');
    expect(copied).not.toBe(shown);
  });

  it('keeps people apart, tells none of their names, and is the same each time', () => {
    const name = fc.stringMatching(/^[a-z]{4,12}[0-9]{0,4}$/);
    const person = name.map((local) => `${local}@example.com`);

    fc.assert(
      fc.property(fc.uniqueArray(person, { minLength: 2, maxLength: 50 }), (people) => {
        const arns = people.map((one) => `${account}:assumed-role/team-a/${one}`);
        const shown = arns.map((arn) => pseudonyms.principal(arn));

        expect(new Set(shown).size).toBe(people.length);
        expect(pseudonymsOf(key).principal(arns[0] ?? '')).toBe(shown[0]);
        for (const [index, one] of people.entries()) {
          expect(shown[index]).not.toContain(one.split('@')[0]);
        }
      }),
    );
  });

  it('never throws, and leaves no e-mail address in any text', () => {
    // A slash, which hardly any address has, ends the names in an ARN.
    const emails = fc.emailAddress().filter((email) => !email.includes('/'));

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), emails, (text, email) => {
        pseudonyms.principal(text);
        expect(pseudonyms.text(`${text} ${email} ${text}`)).not.toContain(email);
      }),
    );
  });
});

describe('a filter', () => {
  it.each([
    ['person', 'ana@example.com'],
    ['person', 'ana'],
    ['principal', `${account}:assumed-role/team-a/ana.smith`],
    ['role', 'user/ana.smith'],
    ['requestMetadata.user', 'ana@example.com'],
  ] as const)('on %s is refused for the name %s', (dimension, value) => {
    expect(() => pseudonyms.checkFilter({ dimension, values: [value] })).toThrow(
      /under pseudonyms: filter .* such as person-1a2b3c4d\.$/,
    );
  });

  it.each([
    ['person', 'person-1a2b3c4d'],
    ['person', '(none)'],
    ['principal', `${account}:assumed-role/team-a/session-1a2b3c4d`],
    ['role', 'team-a'],
    ['model', 'kimi-k2.5'],
  ] as const)('on %s is taken for %s', (dimension, value) => {
    expect(() => pseudonyms.checkFilter({ dimension, values: [value] })).not.toThrow();
  });
});
