import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lacks } from './installed.ts';
import { inspect, type Era } from './mcp-clients/inspect.ts';
import {
  promptRequests,
  resourceRequests,
  templateRequests,
  toolCalls,
} from './mcp-clients/offered.ts';
import { serveExample, type ServedExample } from './mcp-clients/serve-example.ts';

const skips = lacks('Node 24');
const reason = skips ? ' (skipped: Node 24 could not be installed on this machine)' : '';

describe.skipIf(skips)(`MCP Inspector${reason}`, () => {
  let served: ServedExample;

  beforeAll(async () => {
    served = await serveExample();
  }, 300_000);

  afterAll(() => served.stop());

  describe.each<Era>(['legacy', 'modern'])('in the %s era', (era) => {
    const askWith = (key: string, words: readonly string[]) => {
      const { url, environment } = served;
      const server = ['--server-url', url, '--transport', 'http', '--header', `x-api-key: ${key}`];
      return inspect(words, { era, server, environment });
    };
    const ask = (method: string, ...words: string[]) =>
      askWith(served.key, ['--method', method, ...words]);

    it('lists what this test asks for, and nothing else', async () => {
      const { tools } = (await ask('tools/list')).result;
      expect(valuesOf(tools, 'name')).toEqual(valuesOf(toolCalls, 'name'));
      const { prompts } = (await ask('prompts/list')).result;
      expect(valuesOf(prompts, 'name')).toEqual(valuesOf(promptRequests, 'name'));
      const { resources } = (await ask('resources/list')).result;
      expect(valuesOf(resources, 'uri')).toEqual(valuesOf(resourceRequests, 'uri'));
      const { resourceTemplates } = (await ask('resources/templates/list')).result;
      const templates = valuesOf(templateRequests, 'template');
      expect(valuesOf(resourceTemplates, 'uriTemplate')).toEqual(templates);
    });

    it('finds nothing to say about the schemas of the tools', async () => {
      const { status, stderr } = await ask('tools/list', '--strict');
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.not.stringMatching(
          /^(Error|Warning)|[1-9]\d* (errors?|warnings?)/m,
        ) as string,
      });
    });

    it.each(toolCalls)('calls $name over HTTP', async ({ name, arguments: input, known }) => {
      const json = JSON.stringify(input);
      const answer = await ask('tools/call', '--tool-name', name, '--tool-args-json', json);
      expect(answer).toMatchObject({ status: 0, result: { structuredContent: known } });
    });

    it.each(promptRequests)('gets the prompt $name', async ({ name, arguments: input, says }) => {
      const pairs = Object.entries(input).map(([key, value]) => `${key}=${value}`);
      const flags = pairs.length === 0 ? [] : ['--prompt-args', ...pairs];
      const answer = await ask('prompts/get', '--prompt-name', name, ...flags);
      const text = expect.stringContaining(says) as string;
      expect(answer).toMatchObject({ status: 0, result: { messages: [{ content: { text } }] } });
    });

    it.each([...resourceRequests, ...templateRequests])('reads $uri', async ({ uri, says }) => {
      const answer = await ask('resources/read', '--uri', uri);
      const text = expect.stringContaining(says) as string;
      expect(answer).toMatchObject({ status: 0, result: { contents: [{ uri, text }] } });
    });

    it('finds the page of the chart', async () => {
      const answer = await ask('tools/call', '--tool-name', 'bedrock-report', '--app-info');
      expect(answer.status).toBe(0);
    });

    it('is refused with another key', async () => {
      const { status, stderr } = await askWith('no', ['--method', 'tools/list']);
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/401|auth/i);
    });

    it.each(toolCalls.slice(0, 2))(
      'calls $name over stdio',
      async ({ name, arguments: input, known }) => {
        const { environment } = served;
        const json = JSON.stringify(input);
        const words = ['--method', 'tools/call', '--tool-name', name, '--tool-args-json', json];
        const server = ['--', 'bedrock-spend-mcp', '--stdio'];
        const answer = await inspect(words, { era, server, environment });
        expect(answer).toMatchObject({ status: 0, result: { structuredContent: known } });
      },
    );
  });
});

function valuesOf(list: readonly object[] | undefined, key: string): unknown[] {
  return (list ?? []).map((entry) => (entry as Record<string, unknown>)[key]);
}
