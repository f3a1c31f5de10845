import { Big } from 'big.js';

import { monthOfUse, type Month } from './month-of-use.ts';
import { unitPrices, type PricedUnit, type UnitPrice } from './unit-prices.ts';

const names: Record<PricedUnit, string> = {
  lambdaGigabyteSeconds: 'Lambda, time',
  lambdaRequests: 'Lambda, requests',
  apiRequests: 'API Gateway',
  tableReads: 'DynamoDB, reads',
  tableWrites: 'DynamoDB, writes',
  logGigabytes: 'CloudWatch, logs',
  alarmMonths: 'CloudWatch, alarms',
  metricMonths: 'CloudWatch, metrics',
  secretMonths: 'Secrets Manager',
  imageGigabyteMonths: 'ECR',
};

const units = Object.keys(unitPrices) as PricedUnit[];

/** What the units of one kind cost, in US dollars, exact. */
export function costUsd(unit: PricedUnit, amount: number): Big {
  const { usd, per }: UnitPrice = unitPrices[unit];
  return new Big(amount).times(usd).div(per);
}

/** What a month costs in all, in US dollars, exact. */
export function monthUsd(month: Month): Big {
  const use = monthOfUse(month);
  return units.reduce((sum, unit) => sum.plus(costUsd(unit, use[unit])), new Big(0));
}

/** The table of the documentation: one row for each thing that AWS bills, one column for each month. */
export function costTable(months: Readonly<Record<string, Month>>): string {
  const columns = Object.entries(months).map(([title, month]) => ({
    title,
    use: monthOfUse(month),
    total: monthUsd(month),
  }));
  const rows = units.map((unit) => {
    const { usd, per, unit: unitName, source }: UnitPrice = unitPrices[unit];
    const each = per === 1 ? unitName : `${per.toLocaleString('en-US')} ${unitName}`;
    const costs = columns.map(({ use }) => dollars(costUsd(unit, use[unit])));
    return [`[${names[unit]}](${source})`, `$${usd} per ${each}`, ...costs];
  });
  return [
    ['', 'price', ...columns.map(({ title }) => title)],
    ['---', '---', ...columns.map(() => '---:')],
    ...rows,
    ['in all', '', ...columns.map(({ total }) => dollars(total))],
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function dollars(amount: Big): string {
  return `$${amount.toFixed(2)}`;
}
