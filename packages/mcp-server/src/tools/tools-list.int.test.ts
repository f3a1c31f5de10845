import { memorySource } from '@bedrock-spend/core';
import { encode } from 'gpt-tokenizer';
import { expect, it } from 'vitest';

import { localCaller } from '../access/caller.ts';
import { createCatalog } from '../catalog/catalog.ts';
import { defineTool } from './tool.ts';
import { greet } from './greet.ts';

const refuse = async () => Promise.reject(new Error('Not to be called.'));
const everything = { source: memorySource([]), bill: { read: refuse }, setup: refuse };

/** By the tokenizer of GPT-4o and its successors (o200k). */
function tokens(value: unknown): number {
  return encode(JSON.stringify(value)).length;
}

it('All tools together cost a model at most 2,500 tokens, and none more than 600', () => {
  const { items } = createCatalog(everything).listTools(localCaller);
  const shown = items.map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
  }));

  expect(items.map(({ name }) => name)).toContain('bedrock-bill');
  expect(tokens(shown)).toBeLessThanOrEqual(2500);
  for (const tool of shown) expect(tokens(tool)).toBeLessThanOrEqual(600);
});

it('The whole list, with output schemas and icons, stays below 11,300 tokens', () => {
  const { items } = createCatalog(everything).listTools(localCaller);

  expect(tokens(items)).toBeLessThan(11_300);
  for (const { icons = [] } of items) expect(tokens(icons)).toBeLessThan(200);
});

it('Every tool of ours says what it does to the world', () => {
  const { items } = createCatalog(everything).listTools(localCaller);

  for (const { title, description, annotations, outputSchema } of items) {
    expect(title).not.toBe('');
    expect(description).toMatch(/\.$/);
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(Object.keys(annotations)).toHaveLength(4);
    expect(outputSchema?.type).toBe('object');
  }
});

it('A list is made once for each set of scopes, whoever asks', () => {
  const catalog = createCatalog(everything);
  const reader = { subject: 'key:a', scopes: ['report:read', 'logs:read'] } as const;
  const same = { subject: 'key:b', scopes: ['logs:read', 'report:read'] } as const;

  expect(catalog.listTools(reader)).toBe(catalog.listTools(same));
  expect(catalog.listTools(localCaller)).not.toBe(catalog.listTools(reader));
  expect(catalog.listTools(reader).items.map(({ name }) => name)).not.toContain('bedrock-bill');
});

it('A list of many comes in pages, each entry once', () => {
  const tools = Array.from({ length: 120 }, (_tool, index) =>
    defineTool({ ...greet, name: `greet-${index}` }),
  );
  const definitions = { tools, prompts: [], resources: [], resourceTemplates: [] };
  const catalog = createCatalog({ ...everything, definitions });
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = catalog.listTools(localCaller, cursor);
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);

  expect(names).toEqual(tools.map(({ name }) => name));
});

it.each(['', 'bm9uZQ', Buffer.from('from 7').toString('base64url'), 'x'.repeat(1000)])(
  'A cursor that is none of the list is refused: %j',
  (cursor) => {
    expect(() => createCatalog(everything).listTools(localCaller, cursor)).toThrow(
      'This cursor is not one of this list: start again without.',
    );
  },
);
