import { isDeepStrictEqual } from 'node:util';
import { createRandom } from '@bedrock-spend/sample-logs/random';
import type { Invocation } from '../../../../packages/core/src/model/invocation.ts';
import type { LineScanner } from '../../../../packages/core/src/normalize/line-scanner.ts';
import { isFault, parseRecord } from '../../../../packages/core/src/normalize/parse-record.ts';
import { createLineScanner } from '../../../../packages/core/src/normalize/scan-line.ts';
import { damaged, fuzzedLines } from './fuzzed-lines.ts';
import { handMadeLines } from './hand-made-lines.ts';

/** How the scanner of bytes compares with `JSON.parse` on the same lines. */
export interface Equality {
  seed: number;
  /** Valid lines, each once. */
  lines: number;
  /** Lines that the scanner left to `JSON.parse`. */
  fallbacks: number;
  /** Scans: every line at several places of a chunk, with and without bytes behind it. */
  cases: number;
  /** Scans whose result differs from that of `JSON.parse`: has to be 0. */
  different: number;
  /** The first line that came out differently. */
  example: string | null;
  damagedLines: number;
  /** Damaged lines that `JSON.parse` rejects and the scanner takes: the damage is in a skipped body. */
  damagedAccepted: number;
}

export interface EqualityOptions {
  seed: number;
  /** Fuzzed lines, beside the hand-made ones. */
  count: number;
}

// Where a line begins in its chunk: every remainder of the words that the scanner reads.
const offsets = [0, 1, 2, 3];
// What stands behind it: nothing, quotes of the same chunk, or letters that are not of the chunk any more.
const surroundings = [
  { inside: 0, outside: 0 },
  { inside: 64, outside: 0 },
  { inside: 0, outside: 64 },
];

export function checkEquality({ seed, count }: EqualityOptions): Equality {
  const random = createRandom(seed, 'equality');
  const scanner = createLineScanner({ needRequestId: true, needRequestMetadata: true });
  const result: Equality = {
    seed,
    lines: 0,
    fallbacks: 0,
    cases: 0,
    different: 0,
    example: null,
    damagedLines: 0,
    damagedAccepted: 0,
  };
  for (const text of [...handMadeLines(), ...fuzzedLines(count, random)]) {
    const line = Buffer.from(text);
    const expected = parsed(JSON.parse(line.toString()));
    compare(result, { scanner, line, expected, text });
    countDamage(result, scanner, damaged(line, random));
  }
  return result;
}

interface Comparison {
  scanner: LineScanner;
  line: Uint8Array;
  expected: Invocation | null;
  text: string;
}

function compare(result: Equality, { scanner, line, expected, text }: Comparison): void {
  result.lines += 1;
  for (const offset of offsets) {
    for (const [index, behind] of surroundings.entries()) {
      const scanned = scanAt(scanner, line, { offset, ...behind });
      result.cases += 1;
      if (offset === 0 && index === 0 && scanned === null) result.fallbacks += 1;
      if (scanned === null || isDeepStrictEqual(scanned, expected)) continue;
      result.different += 1;
      result.example ??= text;
    }
  }
}

function countDamage(result: Equality, scanner: LineScanner, line: Uint8Array): void {
  if (isJson(line)) return;
  result.damagedLines += 1;
  const scans = surroundings.map((behind) => scanAt(scanner, line, { offset: 0, ...behind }));
  if (scans.some((scan) => scan !== null)) result.damagedAccepted += 1;
}

interface Place {
  offset: number;
  /** Bytes behind the line that belong to the chunk. */
  inside: number;
  /** Bytes behind the chunk in the same memory. */
  outside: number;
}

function scanAt(
  scanner: LineScanner,
  line: Uint8Array,
  { offset, inside, outside }: Place,
): Invocation | null {
  const lineEnd = offset + line.length;
  const memory = new Uint8Array(lineEnd + inside + outside).fill(0x22).fill(0x61, lineEnd + inside);
  memory.set(line, offset);
  scanner.load(memory.subarray(0, lineEnd + inside));
  return scanner.scan(offset, lineEnd);
}

function parsed(value: unknown): Invocation | null {
  const record = parseRecord(value);
  return isFault(record) ? null : record;
}

function isJson(line: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    return true;
  } catch {
    return false;
  }
}
