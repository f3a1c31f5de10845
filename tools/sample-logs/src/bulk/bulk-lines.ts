import { createRandom } from '../random.ts';
import { withBodies } from './body-record.ts';
import { createCallers } from './callers.ts';
import { metadataRecord } from './metadata-record.ts';
import { createProse } from './prose.ts';

export type BulkProfile = 'A' | 'B' | 'C';

export interface BulkRequest {
  profile: BulkProfile;
  seed: number;
  /** Number of records. */
  count: number;
}

/** Records of the profiles that the readers are measured on; see `docs/performance.md`. */
export const bulkRecordCount: Readonly<Record<BulkProfile, number>> = {
  A: 1_000_000,
  B: 100_000,
  C: 100_000,
};

/** One line of JSON, newline included, for each record, oldest first. */
export function* bulkLines({ profile, seed, count }: BulkRequest): Generator<string> {
  const random = createRandom(seed, `records of ${profile}`);
  const callers = createCallers(seed);
  const prose = profile === 'B' ? createProse(seed, random) : null;
  for (let index = 0; index < count; index++) {
    const record = metadataRecord(random.pick(callers), { index, count }, random);
    yield `${JSON.stringify(prose === null ? record : withBodies(record, prose, random))}\n`;
  }
}
