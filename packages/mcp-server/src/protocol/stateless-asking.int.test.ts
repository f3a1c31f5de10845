import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createApiKey } from '../access/api-key.ts';
import { definitions } from '../definitions.ts';
import { callMessage, lastMessageOf, openSession, post } from '../json-rpc.testing.ts';
import { statelessClient } from '../stateless-client.testing.ts';
import { ask, type Asked } from '../stateless-request.testing.ts';
import { testServer } from '../test-server.testing.ts';
import { defineTool, type ToolDefinition } from '../tools/tool.ts';

describe('a tool that asks', () => {
  const asking = defineTool({
    ...plain('introduce'),
    inputSchema: z.strictObject({ greeting: z.string() }),
    outputSchema: z.object({}),
    async run({ greeting }, { ask: askClient }) {
      const { name } = await askClient({ name: form('Who are you?') });
      const { color } = await askClient({ color: form('Which color?') });
      return { content: [`${greeting} ${said(name)} ${said(color)}`], structured: {} };
    },
  }) as unknown as ToolDefinition;

  it('gets its answers one round after the other, and runs to its end', async () => {
    const client = await statelessClient(await serverWith(asking), {
      capabilities: { elicitation: { form: {} } },
    });
    const asked: string[] = [];
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      asked.push(params.message);
      return { action: 'accept', content: { text: asked.length === 1 ? 'Ana' : 'blue' } };
    });

    const result = await client.callTool({ name: 'introduce', arguments: { greeting: 'Hi' } });

    expect(textOf(result)).toBe('Hi Ana blue');
    expect(asked).toEqual(['Who are you?', 'Which color?']);
  });

  it('works with sessions too', async () => {
    const client = await statelessClient(await serverWith(asking), {
      versionNegotiation: { mode: 'legacy' },
      capabilities: { elicitation: { form: {} } },
    });
    client.setRequestHandler('elicitation/create', async ({ params }) => ({
      action: 'accept',
      content: { text: params.message },
    }));

    const result = await client.callTool({ name: 'introduce', arguments: { greeting: 'Hi' } });

    expect(textOf(result)).toBe('Hi Who are you? Which color?');
  });

  it('is refused to a client that cannot answer', async () => {
    const { url } = await serverWith(asking);

    const { status, error } = await ask(url, { ...call('Hi'), capabilities: {} });

    expect(status).toBe(400);
    expect(error).toMatchObject({ code: -32021 });
  });

  it('is refused in a session of such a client at once', async () => {
    const { url } = await serverWith(asking);
    const session = await openSession(url);

    const answer = await post(url, callMessage('introduce', { greeting: 'Hi' }), { session });

    expect(await lastMessageOf(answer)).toMatchObject({
      result: { isError: true, content: [{ text: expect.stringContaining('elicitation/create') }] },
    });
  });

  it('refuses what was asked for another request', async () => {
    const { url } = await serverWith(asking);
    const { result } = await ask(url, call('Hi'));

    const { error } = await ask(url, call('Bye', result?.['requestState']));

    expect(error).toMatchObject({
      code: -32602,
      message: 'The requestState belongs to another request: start again without it.',
    });
  });

  it('refuses to another caller what it has asked the first one', async () => {
    const [mine, yours] = [createApiKey(), createApiKey()];
    const { url } = await testServer({
      definitions: { ...definitions, tools: [asking] },
      access: {
        apiKeys: [
          { name: 'mine', sha256: mine.sha256 },
          { name: 'yours', sha256: yours.sha256 },
        ],
      },
    });
    const { result } = await ask(url, { ...call('Hi'), ...by(mine) });
    const next = call('Hi', result?.['requestState']);

    const foreign = await ask(url, { ...next, ...by(yours) });
    const own = await ask(url, { ...next, ...by(mine) });

    expect(foreign.error).toMatchObject({
      code: -32602,
      message: 'Invalid or expired requestState',
    });
    expect(own.result).toMatchObject({ resultType: 'input_required' });
  });

  it('refuses answers of earlier rounds that somebody has written', async () => {
    const { url } = await serverWith(asking);
    const { result } = await ask(url, call('Hi'));
    const [version, body = '', mac] = String(result?.['requestState']).split('.');
    const state = JSON.parse(Buffer.from(body, 'base64url').toString()) as { p: object };
    const answers = [{ name: { action: 'accept', content: { text: 'Eve' } } }];
    const forged = { ...state, p: { ...state.p, answers } };
    const written = Buffer.from(JSON.stringify(forged)).toString('base64url');

    const { error } = await ask(url, call('Hi', [version, written, mac].join('.')));

    expect(error).toMatchObject({ code: -32602, message: 'Invalid or expired requestState' });
  });
});

function by({ key }: { key: string }) {
  return { headers: { 'x-api-key': key } };
}

function serverWith(tool: ToolDefinition) {
  return testServer({ definitions: { ...definitions, tools: [tool] } });
}

function plain(name: string) {
  return {
    name,
    title: name,
    description: name,
    annotations: {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  };
}

function form(message: string) {
  const requestedSchema = { type: 'object', properties: { text: { type: 'string' } } };
  return { method: 'elicitation/create' as const, params: { message, requestedSchema } };
}

function said(answer: unknown): string {
  return (answer as { content: { text: string } }).content.text;
}

/** A call of the tool that asks, by a client that can answer. */
function call(greeting: string, requestState?: unknown): Asked {
  return {
    method: 'tools/call',
    params: { name: 'introduce', arguments: { greeting }, requestState },
    capabilities: { elicitation: {} },
  };
}

function textOf(result: Awaited<ReturnType<Client['callTool']>>): string {
  const [first] = result.content;
  return first?.type === 'text' ? first.text : '';
}
