import type { StoredEvent } from '../session-store.ts';
import { expiryOf } from './expiry.ts';
import { readText, storeText, type StoredText } from './stored-text.ts';
import type { Table } from './table.ts';

// Events that are appended together stand in one item under the id of the last: written at once, they
// are read in order or not at all, and what comes after an event is in items of higher keys.
const inlineBytes = 350_000;
const pageItems = 50;
const pageEvents = 300;
const packLength = 256 * 1024;

type Fields = [id: string, json: string, ends: boolean];

/** Adds events to the streams of a session. */
export async function appendEvents(
  table: Table,
  options: { session: string; events: readonly StoredEvent[]; expiresAtMs: number },
): Promise<void> {
  const { session, events, expiresAtMs } = options;
  const streams = Map.groupBy(events, ({ stream }) => stream);
  await Promise.all(
    [...streams].map(async ([stream, ofStream]) => {
      for (const pack of packsOf(ofStream)) {
        const text = JSON.stringify(pack);
        const body = await storeText(table, text, { expiresAtMs, inlineBytes });
        const sk = pack.at(-1)?.[0] ?? '';
        await table.put({
          pk: partitionOf(session, stream),
          sk,
          body,
          ...expiryOf(expiresAtMs),
        });
      }
    }),
  );
}

/** Some of the events after `afterId`, in order; none where there are no more. */
export async function readEvents(
  table: Table,
  { session, stream, afterId }: { session: string; stream: string; afterId: string },
): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  let next: Record<string, unknown> | undefined;
  do {
    const page = await table.query({
      // A key is never empty, and DynamoDB compares none with an empty one.
      KeyConditionExpression: afterId === '' ? 'pk = :pk' : 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: {
        ':pk': partitionOf(session, stream),
        ...(afterId !== '' && { ':after': afterId }),
      },
      ExclusiveStartKey: next,
      Limit: pageItems,
    });
    for (const { body } of page.items) {
      const pack = JSON.parse(await readText(table, body as StoredText)) as Fields[];
      for (const [id, json, ends] of pack) {
        if (id > afterId) found.push({ id, stream, json, ends });
      }
      if (found.length >= pageEvents) return found.slice(0, pageEvents);
    }
    next = page.next;
  } while (next !== undefined && found.length === 0);
  return found;
}

/** Events in groups that fit into an item, unless one alone is longer. */
function packsOf(events: readonly StoredEvent[]): Fields[][] {
  const packs: Fields[][] = [];
  let room = 0;
  for (const { id, json, ends } of events) {
    const length = id.length + json.length + 20;
    if (packs.length === 0 || length > room) {
      packs.push([]);
      room = packLength;
    }
    packs.at(-1)?.push([id, json, ends]);
    room -= length;
  }
  return packs;
}

function partitionOf(session: string, stream: string): string {
  return `events#${encodeURIComponent(session)}#${stream}`;
}
