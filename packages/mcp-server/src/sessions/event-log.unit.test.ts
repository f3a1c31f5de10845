import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';

import { cancelledCode, createEventLog } from './event-log.ts';

const news: JSONRPCMessage = { jsonrpc: '2.0', method: 'notifications/message', params: {} };
const answer: JSONRPCMessage = { jsonrpc: '2.0', id: 1, result: {} };

describe('the event log of a session', () => {
  it('gives what came after an event on the same stream', async () => {
    const log = createEventLog();
    const first = await log.storeEvent('a', news);
    await log.storeEvent('b', news);
    const last = await log.storeEvent('a', answer);

    expect(log.after(first)).toEqual({
      events: [expect.objectContaining({ id: last, json: JSON.stringify(answer) })],
      finished: true,
    });
    expect(log.after(last)).toEqual({ events: [], finished: true });
  });

  it('does not call a stream finished before its answer', async () => {
    const log = createEventLog();
    const first = await log.storeEvent('a', news);
    await log.storeEvent('b', answer);

    expect(log.after(first)).toEqual({ events: [], finished: false });
  });

  it('keeps the end of a cancelled stream without a message', async () => {
    const log = createEventLog();
    const first = await log.storeEvent('a', {} as JSONRPCMessage);
    const error = { code: cancelledCode, message: 'Cancelled' };
    await log.storeEvent('a', { jsonrpc: '2.0', id: 1, error });

    expect(log.after(first)).toEqual({ events: [], finished: true });
  });

  it('knows no event of another log', async () => {
    const [mine, theirs] = [createEventLog(), createEventLog()];
    const id = await mine.storeEvent('a', news);
    await theirs.storeEvent('a', news);

    expect(theirs.after(id)).toBeNull();
    expect(await theirs.getStreamIdForEventId?.(id)).toBeUndefined();
  });

  it('forgets the oldest events beyond its limits', async () => {
    const log = createEventLog({ maxEvents: 3, maxLength: 1000 });
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) ids.push(await log.storeEvent('a', news));

    expect(ids.map((id) => log.after(id) !== null)).toEqual([
      ...Array<boolean>(7).fill(false),
      true,
      true,
      true,
    ]);
  });

  it('keeps no more text than its limit, whatever the size of a message', async () => {
    const log = createEventLog({ maxEvents: 100, maxLength: 1000 });
    const small = await log.storeEvent('a', news);
    const large = await log.storeEvent('a', { ...answer, result: { text: 'x'.repeat(2000) } });

    expect(log.after(small)).toBeNull();
    expect(log.after(large)).toBeNull();
  });
});
