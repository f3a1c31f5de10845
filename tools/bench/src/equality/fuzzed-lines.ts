import { bulkLines } from '@bedrock-spend/sample-logs/bulk-lines';
import { mixedRecords } from '@bedrock-spend/sample-logs/mixed';
import type { Random } from '@bedrock-spend/sample-logs/random';
import { oddJson } from './odd-json.ts';
import { withTiers } from './with-tiers.ts';

/**
 * Records of every shape, without bodies and with long ones, some with service tiers in all places,
 * written in odd ways, some more than others; all valid JSON.
 */
export function* fuzzedLines(count: number, random: Random): Generator<string> {
  const records: unknown[] = [
    ...mixedRecords({ count: 300 }),
    ...Array.from(
      bulkLines({ profile: 'A', seed: 2, count: 200 }),
      (line) => JSON.parse(line) as unknown,
    ),
    ...Array.from(
      bulkLines({ profile: 'B', seed: 2, count: 100 }),
      (line) => JSON.parse(line) as unknown,
    ),
  ];
  for (let made = 0; made < count; made++) {
    const oddness = random.pick([0.02, 0.1, 1]);
    const calmer = { ...random, chance: (part: number) => random.chance(part * oddness) };
    const record = random.pick(records);
    yield oddJson(random.chance(0.2) ? withTiers(record, random) : record, calmer);
  }
}

/** The same bytes cut off, or with one or two of them changed, taken out or put in: mostly no JSON any more. */
export function damaged(line: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.2)) return line.subarray(0, random.integer(0, line.length - 1));
  const bytes = Array.from(line);
  for (let change = random.integer(1, 2); change > 0; change--) {
    const position = random.integer(0, bytes.length - 1);
    const byte = random.chance(0.5) ? random.pick(structural) : random.integer(0, 255);
    bytes.splice(position, random.integer(0, 1), ...(random.chance(0.3) ? [] : [byte]));
  }
  // Behind a newline another line would begin.
  return Uint8Array.from(bytes.filter((byte) => byte !== 10));
}

const structural = [...Buffer.from('"\\{}[]:, 0-.e\0')];
