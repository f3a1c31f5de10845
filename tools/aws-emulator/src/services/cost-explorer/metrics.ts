import { Big } from 'big.js';

import type { CostRecord } from '../../state/emulator-config.ts';
import { missingMember, validationException } from './validation.ts';

const costMetrics = [
  'AmortizedCost',
  'BlendedCost',
  'NetAmortizedCost',
  'NetUnblendedCost',
  'UnblendedCost',
];
const known = [...costMetrics, 'NormalizedUsageAmount', 'UsageQuantity'];

export interface MetricValue {
  /** Decimal string without an exponent. */
  Amount: string;
  Unit: string;
}

export function readMetrics(value: unknown): string[] {
  if (!Array.isArray(value)) throw missingMember('metrics');
  const unknown = value.find((name) => !known.includes(name));
  if (value.length === 0 || unknown !== undefined) {
    throw validationException(
      `Metrics ${String(unknown ?? '[]')} is invalid. Valid values are ${known.join(', ')}`,
    );
  }
  return value as string[];
}

/** Sums exactly; nothing is amortized or discounted here, so every kind of cost is the same. */
export function metricsOf(
  records: readonly CostRecord[],
  names: readonly string[],
): Record<string, MetricValue> {
  return Object.fromEntries(names.map((name) => [name, metricOf(records, name)]));
}

export function metricOf(records: readonly CostRecord[], name: string): MetricValue {
  if (costMetrics.includes(name)) {
    return { Amount: sum(records.map((record) => record.amountUsd)), Unit: 'USD' };
  }
  if (name === 'NormalizedUsageAmount') return { Amount: '0', Unit: 'N/A' };
  const units = new Set(records.map((record) => record.unit));
  const [unit] = units;
  return {
    Amount: sum(records.map((record) => record.usageQuantity)),
    Unit: units.size === 1 && unit !== undefined ? unit : 'N/A',
  };
}

function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
}
