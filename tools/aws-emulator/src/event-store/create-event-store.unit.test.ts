import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventStore } from './create-event-store.ts';

const GROUP = {
  accountId: '111122223333',
  region: 'us-east-1',
  name: '/aws/bedrock/modelinvocations',
  logClass: 'STANDARD',
} as const;
const event = (timestamp: number, message = `event at ${timestamp}`) => ({
  timestamp,
  message,
  ingestionTime: timestamp + 9_300,
});

describe('createEventStore', () => {
  test('gives events in order of time, and of arrival where the time is equal', () => {
    const store = createEventStore();
    const groupId = store.createGroup(GROUP);
    store.append(groupId, 'a', [event(30, 'late'), event(10, 'first'), event(10, 'second')]);
    store.append(groupId, 'b', [event(20, 'middle')]);
    const messages = (descending: boolean) =>
      [...store.scan({ groupId, startMs: 0, endMs: 100, descending, limit: 10 })].map(
        ({ message }) => message,
      );
    expect(messages(false)).toEqual(['first', 'second', 'middle', 'late']);
    expect(messages(true)).toEqual(['late', 'middle', 'second', 'first']);
  });

  test('includes both ends of the time range and leaves other groups out', () => {
    const store = createEventStore();
    const groupId = store.createGroup(GROUP);
    const otherId = store.createGroup({ ...GROUP, region: 'eu-west-1' });
    store.append(groupId, 'a', [event(1), event(2), event(3), event(4)]);
    store.append(otherId, 'a', [event(2)]);
    expect([...store.scan({ groupId, startMs: 2, endMs: 3, limit: 10 })]).toEqual([
      { id: 2, streamName: 'a', ...event(2) },
      { id: 3, streamName: 'a', ...event(3) },
    ]);
  });

  test('reads only the streams that are asked for', () => {
    const store = createEventStore();
    const groupId = store.createGroup(GROUP);
    store.append(groupId, 'a', [event(1)]);
    store.append(groupId, 'b', [event(2)]);
    store.append(groupId, 'c', [event(3)]);
    const read = store.scan({ groupId, startMs: 0, endMs: 9, streamNames: ['c', 'a'], limit: 9 });
    expect([...read].map(({ streamName }) => streamName)).toEqual(['a', 'c']);
  });

  test('pages give every event once, whatever the page size, the order and equal times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        (timestamps, limit, descending) => {
          const store = createEventStore();
          const groupId = store.createGroup(GROUP);
          store.append(
            groupId,
            'a',
            timestamps.map((timestamp) => event(timestamp)),
          );
          const range = { groupId, startMs: 3, endMs: 17, descending };
          const paged: number[] = [];
          let after: { timestamp: number; id: number } | undefined;
          for (;;) {
            const from = after === undefined ? {} : { after };
            const page = [...store.scan({ ...range, ...from, limit })];
            if (page.length === 0) break;
            paged.push(...page.map(({ id }) => id));
            after = page.at(-1)!;
          }
          const whole = [...store.scan({ ...range, limit: 1_000 })].map(({ id }) => id);
          const inRange = timestamps.filter((timestamp) => timestamp >= 3 && timestamp <= 17);
          expect(paged).toEqual(whole);
          expect(paged).toHaveLength(inRange.length);
        },
      ),
    );
  });

  test('knows bytes, first and last event of groups and streams', () => {
    const store = createEventStore();
    const groupId = store.createGroup(GROUP);
    expect(store.firstAndLast(groupId)).toBeUndefined();
    store.createStream(groupId, 'empty');
    store.append(groupId, 'a', [event(20, 'é'), event(10, 'ab')]);
    expect(store.bytes(groupId)).toBe(4);
    expect(store.firstAndLast(groupId)).toEqual({ firstMs: 10, lastMs: 20 });
    expect(store.streams(groupId)).toEqual([
      {
        name: 'empty',
        events: 0,
        bytes: 0,
        firstEventMs: null,
        lastEventMs: null,
        lastIngestionMs: null,
      },
      { name: 'a', events: 2, bytes: 4, firstEventMs: 10, lastEventMs: 20, lastIngestionMs: 9_320 },
    ]);
  });

  test('finds a group by account, region and name until it is deleted', () => {
    const store = createEventStore();
    const groupId = store.createGroup(GROUP);
    store.append(groupId, 'a', [event(1)]);
    expect(store.createGroup(GROUP)).toBe(groupId);
    expect(store.findGroup(GROUP)).toBe(groupId);
    expect(store.group(groupId)).toEqual(GROUP);
    store.deleteGroup(groupId);
    expect(store.findGroup(GROUP)).toBeUndefined();
    expect([...store.scan({ groupId, startMs: 0, endMs: 9, limit: 9 })]).toEqual([]);
    expect(() => store.append(groupId, 'a', [event(1)])).toThrow('No log group has the id');
  });
});
