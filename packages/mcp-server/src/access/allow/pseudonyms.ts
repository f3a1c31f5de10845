import { createHmac } from 'node:crypto';

import { noValue, parsePrincipal, SpendError, type Filter } from '@bedrock-spend/core';

/** Shows people under names that only the key leads to. */
export interface Pseudonyms {
  /** The ARN of a caller with its session or user replaced. */
  principal(arn: string): string;
  /** A text with every e-mail address, and every session and user of an ARN, replaced. */
  text(text: string): string;
  /** Throws where a filter names a person by another name than the one that is shown. */
  checkFilter(filter: Filter): void;
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 8;
const pseudonym = /^(?:person|session|user|unknown)-[0-9a-z]{8}$/;
// Instances of EC2 are named so by AWS, never by a person.
const instance = /^i-[0-9a-f]{8,17}$/;
const email = /[^\s@/:"<>,;()[\]\\]+@[^\s@/:"<>,;()[\]=\\]+\.[\p{L}\p{N}-]+/gu;
const nameInArn =
  /(:assumed-role\/[^\s/"]+\/|:user\/(?:[^\s"',;)/]+\/)*|:federated-user\/)([^\s"',;)]*[^\s"',;).])/g;

/**
 * Replaces people by HMAC-SHA256 of their names: 40 bits of it, which keep ten thousand people apart
 * but for a chance of one in twenty thousand. Sessions that are nobody's, as far as their names tell,
 * are replaced too: a custom role may be used under any name.
 */
export function pseudonymsOf(key: Uint8Array): Pseudonyms {
  const known = new Map<string, string>();

  function coded(kind: string, name: string): string {
    const digest = createHmac('sha256', key).update(name).digest();
    const code = Array.from(digest.subarray(0, length), (byte) => letters[byte % 32]).join('');
    return `${kind}-${code}`;
  }

  function principal(arn: string): string {
    const found = known.get(arn);
    if (found !== undefined) return found;
    const made = withoutEmails(replaced(arn));
    // Logs may name any number of callers; memory is bounded.
    if (known.size >= 10_000) known.clear();
    known.set(arn, made);
    return made;
  }

  function replaced(arn: string): string {
    const { kind, person, sessionName } = parsePrincipal(arn);
    const usual = person === null ? 'session' : 'person';
    if (kind === 'root' || kind === 'role' || arn === '') return arn;
    if (kind === 'unknown') return coded('unknown', arn);
    if (kind === 'assumed-role') {
      if (sessionName === null || instance.test(sessionName)) return arn;
      return arn.slice(0, -sessionName.length) + coded(usual, sessionName);
    }
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    return arn.slice(0, -name.length) + coded(person === null ? 'user' : 'person', person ?? name);
  }

  function text(given: string): string {
    return withoutEmails(given).replace(nameInArn, (whole, before: string, name: string) =>
      pseudonym.test(name) || instance.test(name) ? whole : `${before}${coded('session', name)}`,
    );
  }

  function withoutEmails(given: string): string {
    return given.includes('@') ? given.replace(email, (found) => coded('person', found)) : given;
  }

  /** A real name would find nothing, which would look like no usage. */
  function isNobody(dimension: Filter['dimension'], value: string): boolean {
    if (dimension === 'person') return value === noValue || pseudonym.test(value);
    const user = /^(?:federated-)?user\/(.*)$/s.exec(value)?.[1];
    if (dimension === 'role' && user !== undefined) return pseudonym.test(user);
    return text(value) === value;
  }

  return {
    principal,
    text,
    checkFilter({ dimension, values }) {
      if (values.every((value) => isNobody(dimension, value))) return;
      throw new SpendError(
        'INVALID_QUERY',
        `This server shows people under pseudonyms: filter ${dimension} on a name that a report shows, such as person-1a2b3c4d.`,
      );
    },
  };
}
