import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { initializeMessage } from './json-rpc.testing.ts';
import { testServer } from './test-server.testing.ts';

const run = promisify(execFile);

// Without curl there is nothing to test: what it sends is the point.
describe.skipIf(!hasCurl())('initialize as curl sends it, with two Accept headers', () => {
  it.each(['/mcp', '/prod/mcp'])('is answered as an event at %s', async (path) => {
    const { url } = await testServer();

    const body = JSON.stringify(initializeMessage);
    const words = [
      '--silent --include --max-time 10 --request POST'.split(' '),
      ['--header', 'Accept: application/json'],
      ['--header', 'Accept: text/event-stream'],
      ['--header', 'Content-Type: application/json'],
      ['--data', body, new URL(path, url).href],
    ];
    const { stdout } = await run('curl', words.flat());

    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(stdout.toLowerCase()).toContain('\r\ncontent-type: text/event-stream\r\n');
    expect(stdout.toLowerCase()).toMatch(/\r\nmcp-session-id: [\x21-\x7e]+\r\n/);
    expect(stdout).toMatch(
      /\nevent: message\nid: \S+\ndata: \{"result":\{"protocolVersion":.*\}\n\n$/,
    );
  });
});

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
