import { createApiKey } from '../access/api-key.ts';

/** A new API key, and what to write into the settings, for who keeps them. */
export function createdKeyText(name: string): string {
  const { key, sha256 } = createApiKey();
  return [
    `Key for ${name}, shown only now; callers send it in the header x-api-key:`,
    `  ${key}`,
    'Its hash, for "apiKeys" of the server settings ("scopes": ["report:read"] allows less than all):',
    `  ${JSON.stringify({ name, sha256 })}`,
    '',
  ].join('\n');
}
