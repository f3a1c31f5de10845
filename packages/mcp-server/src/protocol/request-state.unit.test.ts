import type { ServerContext } from '@modelcontextprotocol/server';
import { expect, it } from 'vitest';

import { requestStateCodec } from './request-state.ts';

const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const context = { mcpReq: { method: 'tools/call' } } as ServerContext;
const payload = { request: 'digest', answers: [] };

it('is read by an instance that has a newer key before the one that signed', async () => {
  const state = await requestStateCodec([older]).mint(payload, context);

  const read = requestStateCodec([newer, older]).verify(state, context);

  await expect(read).resolves.toEqual(payload);
});

it('is signed with the first key, and refused where that one is not known', async () => {
  const state = await requestStateCodec([newer, older]).mint(payload, context);

  await expect(requestStateCodec([newer]).verify(state, context)).resolves.toEqual(payload);
  await expect(requestStateCodec([older]).verify(state, context)).rejects.toThrow('mac');
});
