// Run by a test as a process of its own: fill-cache.testing.ts FILE NAME GROUPS
import { randomUUID } from 'node:crypto';

import { cellKey } from './cell-key.ts';
import { sqliteStore } from './sqlite-store.ts';
import { createInvocationGrouper } from '../aggregate/group-invocations.ts';
import { anInvocation } from '../model/invocation.testing.ts';

const [file = '', name = '', groupCount = '0'] = process.argv.slice(2);
const dayMs = 86_400_000;
const firstMs = Date.parse('2026-05-01');
const columns = { bucketMs: dayMs, principal: true, operation: true, metadataKeys: ['team'] };
const scope = { accountId: '111122223333', region: 'us-east-1', engine: 'filter' };

const store = sqliteStore(file, { onNote: (note) => console.error(note) });
for (let day = 0; day < 40; day += 1) {
  const startMs = firstMs + day * dayMs;
  const grouper = createInvocationGrouper(columns);
  for (let index = 0; index < Number(groupCount); index += 1) {
    const principalArn = `arn:aws:iam::111122223333:user/${randomUUID()}`;
    grouper.add(anInvocation({ timestampMs: startMs, principalArn }));
  }
  const cell = { groups: grouper.groups(), rejections: [], readAtMs: startMs + 9 * dayMs };
  for (const logGroup of [name, 'all']) {
    const key = cellKey({ ...scope, logGroup }, columns);
    await store.put(key, new Map([[startMs, cell]]));
    const kept = await store.get(key, { startMs: firstMs, endMs: startMs + dayMs });
    if (kept.size !== day + 1) console.error(`${logGroup}: ${kept.size} cells on day ${day}`);
  }
}
store.close();
console.log('done');
