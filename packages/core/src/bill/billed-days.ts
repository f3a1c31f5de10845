import type { Group, MetricValue, ResultByTime } from '@aws-sdk/client-cost-explorer';
import { Big } from 'big.js';

import type { BilledDay } from './billed-usage.ts';

/**
 * Days from the answers of Cost Explorer: usage by service and usage type, and the rest by service and
 * record type. A day may stand on several pages, with other groups on each.
 */
export function billedDays(
  used: readonly ResultByTime[],
  adjusted: readonly ResultByTime[],
): BilledDay[] {
  const usage = Map.groupBy(used, dateOf);
  const adjustments = Map.groupBy(adjusted, dateOf);
  return [...new Set([...usage.keys(), ...adjustments.keys()])].map((date) => {
    const results = usage.get(date) ?? [];
    const others = adjustments.get(date) ?? [];
    return {
      date,
      isEstimated: isEstimated(results, others),
      lines: groupsOf(results).map(
        ({ Keys: [service = '', usageType = ''] = [], Metrics = {} }) => ({
          service,
          usageType,
          billedUsd: amount(Metrics['UnblendedCost']),
          quantity: amount(Metrics['UsageQuantity']),
          unit: Metrics['UsageQuantity']?.Unit ?? 'N/A',
        }),
      ),
      adjustments: groupsOf(others).map(
        ({ Keys: [service = '', recordType = ''] = [], Metrics = {} }) => ({
          service,
          recordType,
          billedUsd: amount(Metrics['UnblendedCost']),
        }),
      ),
    };
  });
}

/** What is on the bill decides; a day without anything on it, and one that is not said to be final, is not. */
function isEstimated(used: readonly ResultByTime[], adjusted: readonly ResultByTime[]): boolean {
  const filled = [...used, ...adjusted].filter(({ Groups = [] }) => Groups.length > 0);
  return (filled.length > 0 ? filled : used).some(({ Estimated }) => Estimated !== false);
}

function dateOf({ TimePeriod }: ResultByTime): string {
  return TimePeriod?.Start ?? '';
}

function groupsOf(results: readonly ResultByTime[]): Group[] {
  return results.flatMap(({ Groups = [] }) => Groups);
}

/** As a plain decimal: Cost Explorer writes small amounts with an exponent. */
function amount(metric: MetricValue | undefined): string {
  return new Big(metric?.Amount ?? '0').toFixed();
}
