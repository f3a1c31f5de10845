import { describe, expect, it } from 'vitest';

import { loadServerSettings } from './load-settings.ts';

const sha256 = 'a'.repeat(64);

describe('settings of a server', () => {
  it('are taken as JSON in place of a path', async () => {
    const text = JSON.stringify({ apiKeys: [{ name: 'dashboard', sha256 }] });

    expect(await loadServerSettings(text)).toEqual({ apiKeys: [{ name: 'dashboard', sha256 }] });
  });

  it.each([
    ['{', 'The server settings must be one JSON object: it is not JSON.'],
    ['/no/such/file.json', 'The server settings /no/such/file.json cannot be read.'],
    ['{"apiKey":[]}', 'Unknown setting "apiKey" in the server settings: did you mean "apiKeys"?'],
    [
      '{"limits":{"requestsPerMinut":3}}',
      'Unknown setting "limits.requestsPerMinut" in the server settings: did you mean "requestsPerMinute"?',
    ],
    [
      `{"apiKeys":[{"name":"one","sha256":"${sha256}","key":"x"}]}`,
      'Unknown setting "apiKeys.0.key" in the server settings.',
    ],
    ['{"apiKeys":[]}', '"apiKeys" in the server settings is wrong: it is empty.'],
    [
      '{"apiKeys":[{"name":"one"}]}',
      '"apiKeys.0.sha256" in the server settings is wrong: it is missing.',
    ],
    [
      '{"apiKeys":[{"name":"one","sha256":"secret-in-the-clear"}]}',
      '"apiKeys.0.sha256" in the server settings is wrong: it must be a SHA-256 as 64 hexadecimal digits.',
    ],
    [
      `{"apiKeys":[{"name":"one","sha256":"${sha256}","scopes":["admin"]}]}`,
      '"apiKeys.0.scopes.0" in the server settings is wrong: it must be one of report:read, logs:read, bill:read.',
    ],
    [
      '{"limits":{"concurrentCalls":0}}',
      '"limits.concurrentCalls" in the server settings is wrong: the least is 1.',
    ],
    [
      '{"publicUrl":"spend"}',
      '"publicUrl" in the server settings is wrong: it must be an address such as https://spend.example.com/mcp.',
    ],
  ])('that are wrong are told in one sentence: %s', async (text, message) => {
    await expect(loadServerSettings(text)).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message,
    });
  });

  it('never quote what stands in a text that is not JSON', async () => {
    await expect(loadServerSettings('{planted-secret')).rejects.not.toMatchObject({
      message: expect.stringContaining('planted'),
    });
  });
});
