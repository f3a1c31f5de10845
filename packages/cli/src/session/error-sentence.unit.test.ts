import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import { errorSentence } from './error-sentence.ts';

const url = 'http://127.0.0.1:3000/mcp';

describe('what a server refuses', () => {
  it.each([403, 429, 503])('is told in its own sentence, with status %i', (status) => {
    const error = { code: -32000, message: 'Try again in 60 seconds.' };
    const body = JSON.stringify({ jsonrpc: '2.0', error, id: null });

    expect(errorSentence(refusal(status, body), url)).toBe(
      `The server at ${url} refused this (${status}): Try again in 60 seconds.`,
    );
  });

  it.each([
    ['no JSON', '<h1>{Forbidden}</h1>'],
    ['no sentence', '{"error":{"message":7}}'],
    ['another shape', '{"message":"Forbidden"}'],
  ])('is told in ours where it says %s', (_what, body) => {
    expect(errorSentence(refusal(403, body), url)).toBe(
      `The server at ${url} refused access (403): set MCP_API_KEY to a key it knows.`,
    );
  });

  it('asks for a key where the server does not know who calls', () => {
    expect(errorSentence(refusal(401, '{"error":{"message":"Who calls?"}}'), url)).toBe(
      `The server at ${url} refused access (401): set MCP_API_KEY to a key it knows.`,
    );
  });
});

/** As the client of the SDK throws it. */
function refusal(status: number, body: string): StreamableHTTPError {
  return new StreamableHTTPError(status, `Error POSTing to endpoint: ${body}`);
}
