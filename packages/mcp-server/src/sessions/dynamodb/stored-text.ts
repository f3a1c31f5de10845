import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { expiryOf } from './expiry.ts';
import type { Item, Table } from './table.ts';

/** Text in an item: as it is, compressed, or where it is too long for one item, the name of its parts. */
export type StoredText = { text: string } | { zip: Uint8Array } | { parts: string };

export interface TextOptions {
  expiresAtMs: number;
  /** UTF-8 bytes that the item itself may hold. */
  inlineBytes: number;
}

// An item may have 400 KB, with its names.
const partBytes = 380_000;
const plainBytes = 1_024;
const maxBytes = 16 * 1024 * 1024;

const compress = promisify(gzip);
const expand = promisify(gunzip);

/**
 * Makes text fit into an item. Parts are written first: whoever finds the item finds them too.
 *
 * @throws RangeError for more than 16 MiB of UTF-8.
 */
export async function storeText(
  table: Table,
  text: string,
  { expiresAtMs, inlineBytes }: TextOptions,
): Promise<StoredText> {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw new RangeError(
      `A message of ${bytes} bytes is too long to be kept: at most ${maxBytes}.`,
    );
  }
  if (bytes <= Math.min(plainBytes, inlineBytes)) return { text };
  const zip = await compress(text);
  if (zip.length <= inlineBytes) return { zip };
  const parts = table.randomId();
  const writes: Promise<boolean>[] = [];
  for (let start = 0; start < zip.length; start += partBytes) {
    const key = { pk: partitionOf(parts), sk: String(writes.length).padStart(4, '0') };
    const part = zip.subarray(start, start + partBytes);
    writes.push(table.put({ ...key, part, ...expiryOf(expiresAtMs) }));
  }
  await Promise.all(writes);
  return { parts };
}

/** The text again. */
export async function readText(table: Table, stored: StoredText): Promise<string> {
  if ('text' in stored) return stored.text;
  const zip = 'zip' in stored ? stored.zip : await readParts(table, stored.parts);
  return (await expand(zip)).toString('utf8');
}

async function readParts(table: Table, parts: string): Promise<Uint8Array> {
  const items: Item[] = [];
  let next: Record<string, unknown> | undefined;
  do {
    const page = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitionOf(parts) },
      ExclusiveStartKey: next,
    });
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return Buffer.concat(items.map(({ part }) => part as Uint8Array));
}

function partitionOf(parts: string): string {
  return `parts#${parts}`;
}
