import { expect, it } from 'vitest';

import { jsonOf, listResult } from './list-result.ts';

const page = { items: [{ name: 'greet', title: 'Gr\u00fc\u00dfen "laut"' }], nextCursor: 'next' };

it('writes a page as the protocol does, and hands out the same for the same page', () => {
  const result = listResult('tools', page);

  expect(result).toEqual({ tools: page.items, nextCursor: 'next' });
  expect(listResult('tools', page)).toBe(result);
});

it.each([7, 0, -1, 'text "with" quotes'])('writes the JSON of a list for the id %j', (id) => {
  const message = { jsonrpc: '2.0', id, result: listResult('tools', page) };

  expect(JSON.parse(jsonOf(message))).toEqual(message);
});

it('writes every other message as it is', () => {
  const messages = [
    { jsonrpc: '2.0', id: 1, result: { tools: [] } },
    { jsonrpc: '2.0', id: 2, error: { code: -32602, message: 'No.' } },
    { jsonrpc: '2.0', method: 'notifications/progress', params: { progress: 1 } },
  ];

  expect(messages.map(jsonOf)).toEqual(messages.map((message) => JSON.stringify(message)));
});
