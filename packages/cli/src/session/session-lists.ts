import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { Prompt, Resource, ResourceTemplate, Tool } from '@modelcontextprotocol/sdk/types.js';
import { SessionError } from './session-error.ts';

/** Every tool, over all pages of the list. */
export async function allTools(client: Client, options?: RequestOptions): Promise<Tool[]> {
  return everyPage(async (page) => {
    const { tools, nextCursor } = await client.listTools(page, options);
    return { items: tools, nextCursor };
  });
}

/** Every prompt; none where the server says that it has no prompts at all. */
export async function allPrompts(client: Client, options?: RequestOptions): Promise<Prompt[]> {
  if (client.getServerCapabilities()?.prompts === undefined) return [];
  return everyPage(async (page) => {
    const { prompts, nextCursor } = await client.listPrompts(page, options);
    return { items: prompts, nextCursor };
  });
}

export async function allResources(client: Client, options?: RequestOptions): Promise<Resource[]> {
  if (client.getServerCapabilities()?.resources === undefined) return [];
  return everyPage(async (page) => {
    const { resources, nextCursor } = await client.listResources(page, options);
    return { items: resources, nextCursor };
  });
}

export async function allResourceTemplates(
  client: Client,
  options?: RequestOptions,
): Promise<ResourceTemplate[]> {
  if (client.getServerCapabilities()?.resources === undefined) return [];
  return everyPage(async (page) => {
    const { resourceTemplates, nextCursor } = await client.listResourceTemplates(page, options);
    return { items: resourceTemplates, nextCursor };
  });
}

interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | undefined;
}

const mostPages = 1000;

async function everyPage<Item>(
  readPage: (page: { cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let page: { cursor?: string } = {};
  for (let count = 0; count < mostPages; count += 1) {
    const { items: more, nextCursor } = await readPage(page);
    items.push(...more);
    if (nextCursor === undefined) return items;
    page = { cursor: nextCursor };
  }
  throw new SessionError(`The server's list does not end: ${mostPages} pages read.`);
}
