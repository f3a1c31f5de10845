import { isDeepStrictEqual } from 'node:util';
import { createRandom } from '@bedrock-spend/sample-logs/random';
import type { Invocation } from '../../../../packages/core/src/model/invocation.ts';
import { createModelIds } from '../../../../packages/core/src/normalize/model-ids.ts';
import { isFault, parseRecord } from '../../../../packages/core/src/normalize/parse-record.ts';
import { createLineScanner } from '../../../../packages/core/src/normalize/scan-line.ts';
import { createEntryReader } from '../../../../packages/core/src/source/entries/entry-reader.ts';
import { createEntrySplitter } from '../../../../packages/core/src/source/entries/entry-splitter.ts';
import { fuzzedLines } from './fuzzed-lines.ts';
import { handMadeLines } from './hand-made-lines.ts';

/** How logs come out that reach the reader in two chunks, cut at every byte. */
export interface Borders {
  logs: number;
  /** Cuts, all logs together. */
  cases: number;
  /** Cuts after which the invocations are not those of `JSON.parse`: has to be 0. */
  different: number;
}

const linesInLog = 4;
const mostLineCharacters = 1_500;

export function checkBorders({ seed, count }: { seed: number; count: number }): Borders {
  const random = createRandom(seed, 'borders');
  const lines = [...handMadeLines(), ...fuzzedLines(400, random)].filter(
    (line) => line.startsWith('{') && line.length <= mostLineCharacters,
  );
  const result: Borders = { logs: count, cases: 0, different: 0 };
  for (let log = 0; log < count; log++) {
    const chosen = Array.from({ length: linesInLog }, () => random.pick(lines));
    const expected = chosen
      .map((line) => parseRecord(JSON.parse(line)))
      .filter((parsed) => !isFault(parsed));
    const bytes = Buffer.from(chosen.join('\n'));
    for (let cut = 0; cut <= bytes.length; cut++) {
      result.cases += 1;
      if (!isDeepStrictEqual(readInTwo(bytes, cut), expected)) result.different += 1;
    }
  }
  return result;
}

function readInTwo(bytes: Buffer, cut: number): Invocation[] {
  const modelOf = createModelIds();
  const scanner = createLineScanner({ modelOf, needRequestId: true, needRequestMetadata: true });
  const reader = createEntryReader({ origin: 'test', scanner, modelOf });
  const splitter = createEntrySplitter(reader);
  const done = splitter.advance(Buffer.from(bytes.subarray(0, cut)), false);
  splitter.advance(Buffer.from(bytes.subarray(done)), true);
  return reader.take().invocations;
}
