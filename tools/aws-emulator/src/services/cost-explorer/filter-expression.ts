import type { CostRecord } from '../../state/emulator-config.ts';
import { dimensionOf, dimensions, isDimension } from './dimensions.ts';
import { notInEnum, validationException } from './validation.ts';

export type RecordFilter = (record: CostRecord) => boolean;

const roots = ['And', 'Or', 'Not', 'Dimensions', 'Tags', 'CostCategories'] as const;

/**
 * Makes a filter of Cost Explorer's Expression, which has one root at each level:
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Expression.html
 */
export function filterExpression(expression: unknown): RecordFilter {
  if (expression === undefined || expression === null) return () => true;
  const parts = expression as Record<string, unknown>;
  const found = roots.filter((root) => parts[root] !== undefined && parts[root] !== null);
  if (found.length !== 1) throw wrongRoots(found.length);

  switch (found[0]) {
    case 'And': {
      const operands = operandsOf(parts['And']);
      return (record) => operands.every((operand) => operand(record));
    }
    case 'Or': {
      const operands = operandsOf(parts['Or']);
      return (record) => operands.some((operand) => operand(record));
    }
    case 'Not': {
      const operand = filterExpression(parts['Not']);
      return (record) => !operand(record);
    }
    case 'Dimensions':
      return dimensionFilter(parts['Dimensions'] as ValueFilter);
    case 'Tags':
      return tagFilter(parts['Tags'] as ValueFilter);
    default:
      throw validationException(
        'The emulator keeps no cost categories: filter by Dimensions or Tags.',
      );
  }
}

interface ValueFilter {
  Key?: string;
  Values?: string[];
  MatchOptions?: string[];
}

function wrongRoots(count: number): Error {
  return validationException(
    `Expression has ${count === 0 ? 'no root' : 'more than one roots'}. ` +
      `Only one root operator is allowed for each expression: ${roots.join(', ')}`,
  );
}

function operandsOf(operands: unknown): RecordFilter[] {
  if (!Array.isArray(operands) || operands.length < 2) {
    throw validationException('And and Or need at least two operands.');
  }
  return operands.map(filterExpression);
}

function dimensionFilter(filter: ValueFilter): RecordFilter {
  const { Key, Values } = filter;
  if (!isDimension(Key)) {
    throw notInEnum({ member: 'filter.dimensions.key', value: Key, values: dimensions });
  }
  refuseMatchOptions(filter, ['EQUALS', 'CASE_SENSITIVE']);
  if (Values === undefined || Values.length === 0) throw noValues(Key);
  const wanted = new Set(Values);
  return (record) => wanted.has(dimensionOf(record, Key));
}

function tagFilter(filter: ValueFilter): RecordFilter {
  const { Key, Values, MatchOptions } = filter;
  refuseMatchOptions(filter, ['EQUALS', 'ABSENT', 'CASE_SENSITIVE']);
  if (Key === undefined) throw noValues('Tags');
  if (MatchOptions?.includes('ABSENT') === true || Values === undefined) {
    return (record) => record.tags?.[Key] === undefined;
  }
  const wanted = new Set(Values);
  return (record) => wanted.has(record.tags?.[Key] ?? '');
}

function refuseMatchOptions(filter: ValueFilter, allowed: readonly string[]): void {
  const refused = filter.MatchOptions?.find((option) => !allowed.includes(option));
  if (refused !== undefined) {
    throw notInEnum({ member: 'filter.matchOptions', value: refused, values: allowed });
  }
}

function noValues(key: string): Error {
  return validationException(`Filter by ${key} needs a key and at least one value.`);
}
