import { SpendError } from '@bedrock-spend/core';

import type { AllowList } from './allow-list.ts';

const known = ['accounts', 'regions', 'logGroups', 'columns', 'pseudonymKey'];
const leastKeyBytes = 32;

/**
 * Checks what the operator allows: a mistake here would show more than was meant, or nothing.
 *
 * @throws SpendError `INVALID_CONFIG` that says what to write.
 */
export function checkAllowList(allow: AllowList): void {
  const unknown = Object.keys(allow).find((key) => !known.includes(key));
  if (unknown !== undefined) throw wrong(`has no ${quoted(unknown)}: there are ${listed(known)}`);
  checkNames(allow.accounts, {
    of: 'accounts',
    pattern: /^\d{12}$/,
    form: 'an account is 12 digits',
  });
  checkNames(allow.regions, {
    of: 'regions',
    pattern: /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/,
    form: 'a region is such as us-east-1; leave regions out for all',
  });
  checkNames(allow.logGroups, {
    of: 'logGroups',
    pattern: /^[.\-_/#A-Za-z0-9]{1,512}\*?$/,
    form: 'a log group is a name such as /aws/bedrock/modelinvocations, or the beginning of one and a *',
  });
  checkColumns(allow.columns);
  const { pseudonymKey } = allow;
  if (
    pseudonymKey !== undefined &&
    !(pseudonymKey instanceof Uint8Array && pseudonymKey.length >= leastKeyBytes)
  ) {
    throw wrong(`needs a pseudonymKey of at least ${leastKeyBytes} bytes`);
  }
}

function checkNames(
  names: readonly string[] | undefined,
  { of, pattern, form }: { of: string; pattern: RegExp; form: string },
): void {
  if (names === undefined) return;
  if (!Array.isArray(names) || names.length === 0) {
    throw wrong(`has no entry in ${of}: list what is allowed, or leave ${of} out`);
  }
  const odd = names.find((name) => typeof name !== 'string' || !pattern.test(name));
  if (odd !== undefined) throw wrong(`cannot have ${quoted(odd)} in ${of}: ${form}`);
}

function checkColumns(columns: AllowList['columns']): void {
  if (columns === undefined) return;
  const odd = columns.find(
    (name) => !/^(?:principal|role|person|requestMetadata\..+)$/s.test(name),
  );
  if (odd !== undefined) {
    throw wrong(
      `cannot have ${quoted(odd)} in columns: there are principal, role, person, requestMetadata.KEY and requestMetadata.*, and all others are always shown`,
    );
  }
  const missing = (['role', 'person'] as const).find((name) => !columns.includes(name));
  if (columns.includes('principal') && missing !== undefined) {
    throw wrong(
      `shows ${missing} too where it shows principal: add ${missing}, or leave principal out`,
    );
  }
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}

function quoted(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function wrong(what: string): SpendError {
  return new SpendError('INVALID_CONFIG', `The allow-list ${what}.`);
}
