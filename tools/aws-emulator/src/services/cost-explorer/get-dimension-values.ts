import { Big } from 'big.js';

import type { CostRecord } from '../../state/emulator-config.ts';
import type { ServiceCall } from '../service.ts';
import { costRecords, recordsWithin } from './cost-records.ts';
import { type Dimension, dimensionOf, dimensions, isDimension } from './dimensions.ts';
import { filterExpression } from './filter-expression.ts';
import { metricOf, readMetrics } from './metrics.ts';
import { pageOf } from './page-of.ts';
import { readTimePeriod } from './time-period.ts';
import { missingMember, notInEnum, validationException } from './validation.ts';

const defaultPageSize = 1000;

interface DimensionValue {
  Value: string;
  Attributes: Record<string, string>;
}

interface Sort {
  Key: string;
  SortOrder?: string;
}

export function getDimensionValues(call: ServiceCall): unknown {
  const { input } = call;
  const dimension = readDimension(input['Dimension']);
  if ((input['Context'] ?? 'COST_AND_USAGE') !== 'COST_AND_USAGE') {
    throw notInEnum({ member: 'context', value: input['Context'], values: ['COST_AND_USAGE'] });
  }
  // Values may be asked for as far back as whole months go.
  const period = readTimePeriod(input['TimePeriod'], { granularity: 'MONTHLY', nowMs: call.now() });
  const records = costRecords(call).filter(filterExpression(input['Filter']));
  const values = valuesOf(recordsWithin(records, period), {
    dimension,
    search: (input['SearchString'] ?? '') as string,
    sort: readSort(input),
  });

  const page = pageOf(values, {
    request: input,
    token: input['NextPageToken'] as string | undefined,
    pageSize: readMaxResults(input['MaxResults'] as number | undefined),
  });
  return {
    DimensionValues: page.items,
    ReturnSize: page.items.length,
    TotalSize: values.length,
    ...(page.nextToken === undefined ? {} : { NextPageToken: page.nextToken }),
  };
}

function valuesOf(
  records: readonly CostRecord[],
  options: { dimension: Dimension; search: string; sort: Sort | null },
): DimensionValue[] {
  const { dimension, search, sort } = options;
  const byValue = Map.groupBy(records, (record) => dimensionOf(record, dimension));
  const found = [...byValue]
    .filter(([value]) => value.toLowerCase().includes(search.toLowerCase()))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  if (sort !== null) {
    const amountOf = (group: CostRecord[]) => new Big(metricOf(group, sort.Key).Amount);
    const sign = sort.SortOrder === 'ASCENDING' ? 1 : -1;
    found.sort(([, one], [, other]) => sign * amountOf(one).cmp(amountOf(other)));
  }
  return found.map(([value, [first]]) => ({
    Value: value,
    Attributes: attributesOf(dimension, first),
  }));
}

// Only usage types have a unit; other attributes, such as an account's name, are not kept here.
function attributesOf(
  dimension: Dimension,
  record: CostRecord | undefined,
): Record<string, string> {
  return dimension === 'USAGE_TYPE' && record !== undefined ? { unit: record.unit } : {};
}

function readDimension(value: unknown): Dimension {
  if (value === undefined || value === null) throw missingMember('dimension');
  if (!isDimension(value)) throw notInEnum({ member: 'dimension', value, values: dimensions });
  return value;
}

function readMaxResults(value: number | undefined): number {
  if (value === undefined) return defaultPageSize;
  if (!Number.isInteger(value) || value < 1) {
    throw validationException(
      `1 validation error detected: Value '${String(value)}' at 'maxResults' failed to satisfy constraint: ` +
        'Member must have value greater than or equal to 1',
    );
  }
  return value;
}

function readSort(input: Record<string, unknown>): Sort | null {
  const [sort] = (input['SortBy'] ?? []) as Sort[];
  if (sort === undefined) return null;
  if (input['SearchString'] !== undefined || input['NextPageToken'] !== undefined) {
    throw validationException('SortBy cannot be used together with SearchString or NextPageToken.');
  }
  readMetrics([sort.Key]);
  return sort;
}
