import type { CostRecord } from '../../state/emulator-config.ts';
import { regionOfUsageType } from './region-prefix.ts';

/** Dimensions that a cost record has; Cost Explorer knows more. */
export const dimensions = [
  'LINKED_ACCOUNT',
  'OPERATION',
  'RECORD_TYPE',
  'REGION',
  'SERVICE',
  'USAGE_TYPE',
] as const;

export type Dimension = (typeof dimensions)[number];

/** What stands for "none" is Cost Explorer's own: `NoRegion`, `NoOperation`. */
export function dimensionOf(record: CostRecord, dimension: Dimension): string {
  switch (dimension) {
    case 'LINKED_ACCOUNT':
      return record.linkedAccount ?? '';
    case 'OPERATION':
      return record.operation ?? 'NoOperation';
    case 'RECORD_TYPE':
      return record.recordType ?? 'Usage';
    case 'REGION':
      return record.region ?? regionOfUsageType(record.usageType) ?? 'NoRegion';
    case 'SERVICE':
      return record.service;
    case 'USAGE_TYPE':
      return record.usageType;
  }
}

export function isDimension(value: unknown): value is Dimension {
  return dimensions.some((known) => known === value);
}
