import { expect } from 'vitest';

import { promptRequests, resourceRequests, templateRequests, toolCalls } from './offered.ts';

/** What the clients of both SDKs have in common. */
interface AnyClient {
  listTools(): Promise<{ tools: readonly { name: string }[] }>;
  callTool(
    call: { name: string; arguments: Record<string, unknown> },
    ...rest: never[]
  ): Promise<unknown>;
  listPrompts(): Promise<{ prompts: readonly { name: string }[] }>;
  getPrompt(request: { name: string; arguments: Record<string, string> }): Promise<unknown>;
  listResources(): Promise<{ resources: readonly { uri: string }[] }>;
  listResourceTemplates(): Promise<{ resourceTemplates: readonly { uriTemplate: string }[] }>;
  readResource(request: { uri: string }): Promise<unknown>;
}

/** Asks a connected client of an SDK for everything that is offered, and expects what is known. */
export async function expectOffered(client: AnyClient): Promise<void> {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(toolCalls.map(({ name }) => name));
  for (const { name, arguments: input, known } of toolCalls) {
    const result = await client.callTool({ name, arguments: { ...input } });
    expect(result).toMatchObject({ structuredContent: known });
  }

  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(promptRequests.map(({ name }) => name));
  for (const { name, arguments: input, says } of promptRequests) {
    const result = await client.getPrompt({ name, arguments: { ...input } });
    expect(JSON.stringify(result)).toContain(JSON.stringify(says).slice(1, -1));
  }

  const { resources } = await client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(resourceRequests.map(({ uri }) => uri));
  const { resourceTemplates } = await client.listResourceTemplates();
  const templates = resourceTemplates.map(({ uriTemplate }) => uriTemplate);
  expect(templates).toEqual(templateRequests.map(({ template }) => template));
  for (const { uri, says } of [...resourceRequests, ...templateRequests]) {
    const result = await client.readResource({ uri });
    expect(result).toMatchObject({ contents: [{ uri, text: expect.stringContaining(says) }] });
  }
}
