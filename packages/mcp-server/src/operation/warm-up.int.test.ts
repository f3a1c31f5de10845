import { describe, expect, it } from 'vitest';

import { testServer } from '../test-server.testing.ts';
import { warmUp } from './warm-up.ts';

describe('a server that has just started', () => {
  it('warms up without a word in its log or its metrics', async () => {
    const server = await testServer();

    await server.warm;

    const metrics = await (await fetch(new URL('/metrics', server.url))).text();
    expect(metrics).toContain('bedrock_spend_sessions_opened_total 0');
    expect(metrics).not.toContain('bedrock_spend_calls_total{');
    expect(server.log.map(({ msg }) => msg)).not.toContain('request');
    expect(server.log.map(({ msg }) => msg)).not.toContain(
      'warming up failed: the first calls take longer',
    );
  });

  it('is told once that all calls were answered, however many servers there are', async () => {
    expect(warmUp()).toBe(warmUp());
    await expect(warmUp()).resolves.toBeUndefined();
  });
});
