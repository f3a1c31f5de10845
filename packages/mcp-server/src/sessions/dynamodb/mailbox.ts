import type { DeliveredMail, Mail } from '../session-store.ts';
import { expiryOf } from './expiry.ts';
import { readText, storeText, type StoredText } from './stored-text.ts';
import type { Key, Table } from './table.ts';

// The mail of a session is one item: a single update puts a message at the end of its list, so that
// no reader ever sees a later message before an earlier one, whoever sends them.
interface Box {
  entries: Entry[];
  /** Number of the last entry. */
  last: number;
}

interface Entry {
  /** Of its own: a request that the SDK has sent twice adds the entry twice. */
  token: string;
  expiresAtMs: number;
  body: StoredText;
}

// Together they keep the item below 400 KB.
const inlineBytes = 512;
const keptEntries = 256;
const mostEntries = 384;

/** Puts a message into the box of a session. */
export async function postMail(
  table: Table,
  { session, mail, expiresAtMs }: { session: string; mail: Mail; expiresAtMs: number },
): Promise<void> {
  const body = await storeText(table, JSON.stringify(mail), { expiresAtMs, inlineBytes });
  const entry: Entry = { token: table.randomId(), expiresAtMs, body };
  const { entries, last } = await append(table, keyOf(session), entry);
  if (entries.length <= mostEntries) return;
  const live = entries.filter((kept) => kept.expiresAtMs > table.nowMs()).slice(-keptEntries);
  // Where another message has come in between, its sender makes room.
  await table.update(keyOf(session), {
    UpdateExpression: 'SET entries = :kept',
    ConditionExpression: '#last = :last',
    ExpressionAttributeNames: { '#last': 'last' },
    ExpressionAttributeValues: { ':kept': live, ':last': last },
  });
}

/** The messages after `after` that have not expired, in the order in which they came. */
export async function readMail(
  table: Table,
  session: string,
  after: string | null,
): Promise<DeliveredMail[]> {
  const box = (await table.get(keyOf(session))) as (Key & Box) | null;
  if (box === null) return [];
  const fresh = numbered(box)
    .filter(({ id }) => after === null || id > after)
    .filter(({ expiresAtMs }) => expiresAtMs > table.nowMs());
  return Promise.all(
    fresh.map(async ({ id, body }) => {
      const mail = JSON.parse(await readText(table, body)) as Mail;
      return { ...mail, id };
    }),
  );
}

async function append(table: Table, key: Key, entry: Entry): Promise<Box> {
  const add =
    'SET entries = list_append(if_not_exists(entries, :none), :entry), #last = if_not_exists(#last, :start) + :one';
  const names = { '#last': 'last' };
  const values = {
    ':none': [],
    ':entry': [entry],
    // Numbers go on from the clock, so that they ascend even when a box was deleted in between.
    ':start': Math.floor(table.nowMs()),
    ':one': 1,
  };
  const { expiresAt, expiresAtMs } = expiryOf(entry.expiresAtMs);
  const extended = await table.update(key, {
    UpdateExpression: `${add}, expiresAt = :expiresAt, expiresAtMs = :expiresAtMs`,
    ConditionExpression: 'attribute_not_exists(expiresAtMs) OR expiresAtMs <= :expiresAtMs',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ...values,
      ':expiresAt': expiresAt,
      ':expiresAtMs': expiresAtMs,
    },
  });
  if (extended !== null) return extended as unknown as Box;
  // The box holds messages that outlive this one.
  const added = await table.update(key, {
    UpdateExpression: add,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
  return added as unknown as Box;
}

/** Entries under their places in the order of all that ever came, each once. */
function numbered({ entries, last }: Box): (Entry & { id: string })[] {
  const first = last - entries.length + 1;
  const tokens = new Set<string>();
  return entries
    .map((entry, index) => ({ ...entry, id: String(first + index).padStart(16, '0') }))
    .filter(({ token }) => !tokens.has(token) && tokens.add(token));
}

function keyOf(session: string): Key {
  return { pk: `mail#${session}`, sk: 'box' };
}
