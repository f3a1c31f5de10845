import { isDeepStrictEqual } from 'node:util';
import { createRandom } from '@bedrock-spend/sample-logs/random';
import type { Invocation } from '../../../../packages/core/src/model/invocation.ts';
import { createModelIds } from '../../../../packages/core/src/normalize/model-ids.ts';
import { isFault, parseRecord } from '../../../../packages/core/src/normalize/parse-record.ts';
import { createLineScanner } from '../../../../packages/core/src/normalize/scan-line.ts';
import {
  createEntryReader,
  type EntryReader,
} from '../../../../packages/core/src/source/entries/entry-reader.ts';
import type { ByteReader } from '../../../../packages/core/src/source/files/byte-reader.ts';
import {
  createReadWindow,
  readLog,
  type ReadWindow,
} from '../../../../packages/core/src/source/files/read-log.ts';
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

export async function checkBorders({
  seed,
  count,
}: {
  seed: number;
  count: number;
}): Promise<Borders> {
  const memory = createMemory();
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
      if (!isDeepStrictEqual(await readInTwo(bytes, cut, memory), expected)) result.different += 1;
    }
  }
  return result;
}

interface Memory {
  entries: EntryReader;
  window: ReadWindow;
}

/** What the logs before have left in the memory stays there, as when a folder is read. */
function createMemory(): Memory {
  const modelOf = createModelIds();
  const scanner = createLineScanner({ modelOf, needRequestId: true, needRequestMetadata: true });
  return { entries: createEntryReader({ scanner, modelOf }), window: createReadWindow() };
}

async function readInTwo(bytes: Buffer, cut: number, memory: Memory): Promise<Invocation[]> {
  const invocations: Invocation[] = [];
  for await (const part of readLog(inParts(bytes, cut), memory)) {
    invocations.push(...part.invocations);
  }
  return invocations;
}

function inParts(bytes: Buffer, cut: number): ByteReader {
  const parts = [bytes.subarray(0, cut), bytes.subarray(cut)].filter((part) => part.length > 0);
  return {
    read: async (target) => {
      const part = parts.shift() ?? Buffer.alloc(0);
      target.set(part);
      return part.length;
    },
    rawBytesRead: () => bytes.length,
    close: async () => {},
  };
}
