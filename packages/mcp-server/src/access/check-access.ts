import { SpendError } from '@bedrock-spend/core';

import type { AccessOptions } from './access-options.ts';
import type { ApiKey } from './api-key.ts';
import { scopes } from './caller.ts';
import { isSafeUrl } from './is-safe-url.ts';
import type { OAuthOptions } from './oauth/oauth-options.ts';

/** Throws SpendError `INVALID_CONFIG` for access control that would let in nobody, or the wrong ones. */
export function checkAccess(
  { apiKeys = [], oauth, frontDoor }: AccessOptions,
  publicUrl: string | undefined,
): void {
  if (apiKeys.length === 0 && oauth === undefined && frontDoor === undefined) {
    throw wrong(
      'Access control without keys and without OAuth lets nobody in: give apiKeys or oauth.',
    );
  }
  for (const [index, key] of apiKeys.entries()) checkKey(key, apiKeys.slice(0, index));
  if (oauth !== undefined) checkOAuth(oauth, publicUrl);
}

function checkKey(
  { name, sha256, scopes: granted = [] }: ApiKey,
  earlier: readonly ApiKey[],
): void {
  if (!/^[\w.-]{1,64}$/.test(name)) {
    throw wrong(
      `${JSON.stringify(name)} is no name of an API key: take 1 to 64 letters, digits, dots, hyphens or underscores.`,
    );
  }
  if (!/^[0-9a-f]{64}$/i.test(sha256)) {
    throw wrong(
      `The API key ${name} needs its SHA-256 as 64 hexadecimal digits, not the key itself.`,
    );
  }
  const unknown = granted.find((scope) => !scopes.includes(scope));
  if (unknown !== undefined) {
    const known = scopes.join(', ');
    throw wrong(`The API key ${name} has a scope ${JSON.stringify(unknown)}: there are ${known}.`);
  }
  const twin = earlier.find(
    (key) => key.name === name || key.sha256.toLowerCase() === sha256.toLowerCase(),
  );
  if (twin?.name === name) throw wrong(`Two API keys are named ${name}: give each its own name.`);
  if (twin !== undefined) {
    throw wrong(`The API keys ${twin.name} and ${name} are the same key: create one for each.`);
  }
}

function checkOAuth(
  { issuer, jwksUrl, scopePrefix = '' }: OAuthOptions,
  publicUrl: string | undefined,
): void {
  for (const [name, url] of Object.entries({ issuer, jwksUrl, publicUrl })) {
    if (url !== undefined && !isSafeUrl(url)) {
      throw wrong(
        `With OAuth, ${name} must be an https:// address (http:// only on this machine).`,
      );
    }
  }
  if (/[^\x21-\x7e]|["\\?#]/.test(issuer)) {
    throw wrong('The issuer of tokens is an address in ASCII, without a query and a fragment.');
  }
  if (/[^\x21-\x7e]|["\\]/.test(scopePrefix)) {
    throw wrong('scopePrefix is ASCII without spaces, quotation marks and backslashes.');
  }
  if (publicUrl === undefined) {
    throw wrong(
      'Tokens are issued for an address: give publicUrl, the address of the MCP endpoint as clients know it.',
    );
  }
}

function wrong(message: string): SpendError {
  return new SpendError('INVALID_CONFIG', message);
}
