import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { partitionOf, partitionRegions } from './aws-partitions.ts';

interface Partition {
  id: string;
  regions: Record<string, unknown>;
}

// Not exported by the package, therefore read as a file.
const sdk = fileURLToPath(new URL('../../../../node_modules/@aws-sdk', import.meta.url));
const data = join(sdk, 'core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');
const { partitionsInfo } = (await import(
  `data:text/javascript,${encodeURIComponent(readFileSync(data, 'utf8'))}`
)) as { partitionsInfo: { partitions: Partition[] } };

describe('partitions', () => {
  test('are those of the SDK, without what is no place', () => {
    const known = partitionsInfo.partitions.map(({ id, regions }) => [
      id,
      Object.keys(regions)
        .filter((region) => !region.endsWith('-global'))
        .sort(),
    ]);
    expect(Object.fromEntries(known)).toEqual(partitionRegions);
  });

  test.each(Object.entries(partitionRegions))(
    '%s is found by each of its regions',
    (id, regions) => {
      expect(new Set(regions.map(partitionOf))).toEqual(new Set([id]));
    },
  );

  test('a region that nobody knows yet belongs to the public partition', () => {
    expect(partitionOf('ap-southeast-99')).toBe('aws');
  });
});
