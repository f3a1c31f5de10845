/** What AWS asks for one unit in us-east-1, without the free tier. */
export interface UnitPrice {
  /** US dollars as a decimal, for `per` units. */
  usd: string;
  per: number;
  unit: string;
  /** AWS's price list of the service. */
  source: string;
}

const lambda = 'https://aws.amazon.com/lambda/pricing/';
const dynamodb = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const cloudwatch = 'https://aws.amazon.com/cloudwatch/pricing/';

/** Prices of on-demand use in us-east-1, as AWS's pages and public notes on them had them in 2026. */
export const unitPrices = {
  lambdaGigabyteSeconds: {
    usd: '0.0000166667',
    per: 1,
    unit: 'GB-second on x86_64',
    source: lambda,
  },
  lambdaRequests: { usd: '0.20', per: 1_000_000, unit: 'requests', source: lambda },
  apiRequests: {
    usd: '3.50',
    per: 1_000_000,
    unit: 'requests of up to 10 MB',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  tableReads: { usd: '0.125', per: 1_000_000, unit: 'read request units', source: dynamodb },
  tableWrites: { usd: '0.625', per: 1_000_000, unit: 'write request units', source: dynamodb },
  logGigabytes: { usd: '0.50', per: 1, unit: 'GB written to a log group', source: cloudwatch },
  alarmMonths: { usd: '0.10', per: 1, unit: 'alarm and month', source: cloudwatch },
  metricMonths: { usd: '0.30', per: 1, unit: 'metric and month in use', source: cloudwatch },
  secretMonths: {
    usd: '0.40',
    per: 1,
    unit: 'secret and month',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
  },
  imageGigabyteMonths: {
    usd: '0.10',
    per: 1,
    unit: 'GB and month',
    source: 'https://aws.amazon.com/ecr/pricing/',
  },
} as const satisfies Readonly<Record<string, UnitPrice>>;

export type PricedUnit = keyof typeof unitPrices;
