import type { CostRecord } from '../../state/emulator-config.ts';
import { dimensionOf, dimensions, isDimension } from './dimensions.ts';
import { validationException } from './validation.ts';

export interface GroupDefinition {
  Type: string;
  Key: string;
}

export interface RecordGroup {
  keys: string[];
  records: CostRecord[];
}

export function readGroupBy(value: unknown): GroupDefinition[] {
  const definitions = (value ?? []) as Partial<GroupDefinition>[];
  if (definitions.length > 2) {
    throw validationException('Only two values for GroupBy are allowed');
  }
  return definitions.map(({ Type, Key }) => {
    if (Type !== 'TAG' && Type !== 'DIMENSION') {
      throw validationException(
        'Group Definition type is invalid. Valid values are DIMENSION, TAG',
      );
    }
    if (Key === undefined || (Type === 'DIMENSION' && !isDimension(Key))) {
      throw validationException(
        `Group Definition dimension is invalid. Valid values are ${dimensions.join(', ')}`,
      );
    }
    return { Type, Key };
  });
}

/** Groups in the order of their keys. */
export function groupRecords(
  records: readonly CostRecord[],
  definitions: readonly GroupDefinition[],
): RecordGroup[] {
  const groups = new Map<string, RecordGroup>();
  for (const record of records) {
    const keys = definitions.map((definition) => keyOf(record, definition));
    const id = JSON.stringify(keys);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { keys, records: [record] });
    else group.records.push(record);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

// A tag's group is named `Key$value`, and `Key$` where the tag is absent.
function keyOf(record: CostRecord, { Type, Key }: GroupDefinition): string {
  if (Type === 'TAG') return `${Key}$${record.tags?.[Key] ?? ''}`;
  return isDimension(Key) ? dimensionOf(record, Key) : '';
}
