import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExitStatus } from '../../exit-status.ts';
import {
  answer,
  beginStream,
  startScriptedServer,
  text,
  type ScriptedServer,
} from '../../session/scripted-server.testing.ts';
import { runConnectApp } from './run-connect-app.tsx';
import { createTestTerminal, keys, type TestTerminal } from './terminal-screen.testing.tsx';

// Frames come 30 times a second, and the machine may be busy.
const soon = { timeout: 4000 };

let server: ScriptedServer;
let screen: TestTerminal;
let ended: Promise<ExitStatus>;

beforeEach(async () => {
  server = await startScriptedServer({
    tools: [
      { name: 'greet', inputSchema: { type: 'object', properties: { name: {} } } },
      { name: 'group-report', inputSchema: { type: 'object' } },
    ],
    onCall({ id, params, response }) {
      const { name } = params['arguments'] as { name: string };
      if (name === 'nobody') return;
      if (name !== 'everybody') return answer(response, id, text(`Hello, ${name}!`));
      const { progressToken } = params['_meta'] as { progressToken: number };
      const progress = { progressToken, progress: 1, total: 2, message: 'first half' };
      const log = { level: 'info', data: 'Hello, all!' };
      const events = [
        { method: 'notifications/progress', params: progress },
        { method: 'notifications/message', params: log },
      ];
      beginStream(response, '');
      for (const event of events) {
        response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...event })}\n\n`);
      }
    },
  });
  screen = createTestTerminal(80);
  ended = runConnectApp({
    terminal: screen.terminal,
    url: server.url,
    apiKey: undefined,
    timeoutMs: 5000,
    firstLines: ['connect'],
    notes: [],
    color: true,
  });
  await vi.waitUntil(() => screen.written().includes('Connected to'), soon);
});

afterEach(async () => {
  screen.type(keys.ctrlC);
  screen.type(keys.ctrlC);
  await ended;
  await server.close();
});

describe('the connect prompt', () => {
  it('says where it is connected', () => {
    expect(screen.written()).toMatch(
      `Connected to ${server.url} (scripted 1.0.0), session 84097828`,
    );
  });

  it('runs a command and shows its result under a line of its own', async () => {
    screen.type(`greet Ada${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch(/❯ greet Ada\n[^]*Tool result:\nHello, Ada!/);
  });

  it('shows progress and log messages while a call runs, and cancels it with Ctrl-C', async () => {
    screen.type(`greet everybody${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch(/greet █+░+ 1 of 2, first half/);
    await expect.poll(screen.written, soon).toMatch('info Hello, all!');
    screen.type(keys.ctrlC);
    await expect.poll(screen.written, soon).toMatch('Cancelled.');
    await expect.poll(() => server.methods).toContain('notifications/cancelled');
    screen.type(`greet Ada${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch('Hello, Ada!');
  });

  it('completes commands and names of tools', async () => {
    screen.type('call-t');
    screen.type(keys.tab);
    await expect.poll(screen.written, soon).toMatch(/❯ call-tool\n/);
    screen.type('gr');
    screen.type(keys.tab);
    await expect.poll(screen.written, soon).toMatch(/greet {2}group-report/);
    screen.type('ou');
    screen.type(keys.tab);
    await expect.poll(screen.written, soon).toMatch(/❯ call-tool group-report\n/);
  });

  it('recalls the line before', async () => {
    screen.type(`greet Grace${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch('Hello, Grace!');
    screen.type(keys.up);
    await expect.poll(screen.written, soon).toMatch(/❯ greet Grace.*\n.*recalls/);
    screen.type(keys.enter);
    await expect
      .poll(() => server.methods.filter((method) => method === 'tools/call'))
      .toHaveLength(2);
  });

  it('runs lines that are pasted together one after the other', async () => {
    screen.type(`greet Ada\rgreet Grace\rgreet Edsger\r`);
    await expect
      .poll(screen.written, soon)
      .toMatch(/Hello, Ada![^]*Hello, Grace![^]*Hello, Edsger!/);
  });

  it('says what is wrong in one sentence and goes on', async () => {
    screen.type(`gret Ada${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch("Unknown command 'gret': did you mean greet?");
    screen.type(`greet Ada${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch('Hello, Ada!');
  });

  it.each([
    ['quit', `quit${keys.enter}`],
    ['exit', `exit${keys.enter}`],
    ['Ctrl-D', keys.ctrlD],
    ['Ctrl-C at an empty prompt', keys.ctrlC],
  ])('leaves with %s', async (_, typed) => {
    screen.type(typed);
    expect(await ended).toBe(0);
  });

  it('keeps the prompt at the first Ctrl-C when something was typed', async () => {
    screen.type('half');
    await expect.poll(screen.written, soon).toMatch(/❯ half/);
    screen.type(keys.ctrlC);
    screen.type(`greet Ada${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch('Hello, Ada!');
  });

  it('leaves at the second Ctrl-C although a call does not end', async () => {
    screen.type(`greet nobody${keys.enter}`);
    await expect.poll(screen.written, soon).toMatch(/greet \d s/);
    screen.type(keys.ctrlC);
    screen.type(keys.ctrlC);
    expect(await ended).toBe(0);
  });
});
