/** What has happened, by metric. */
export interface MetricValues {
  Requests?: number;
  Refusals?: number;
  ScannedBytes?: number;
  PaidRequests?: number;
  /** One for each call. */
  CallErrors?: number[];
  /** Milliseconds of each call. */
  CallDuration?: number[];
}

export interface EmbeddedLineOptions {
  functionName: string;
  values: MetricValues;
  at: Date;
}

/** Where the metrics stand in CloudWatch. */
const namespace = 'BedrockSpend';

const units: Readonly<Record<keyof MetricValues, string>> = {
  Requests: 'Count',
  Refusals: 'Count',
  ScannedBytes: 'Bytes',
  PaidRequests: 'Count',
  CallErrors: 'Count',
  CallDuration: 'Milliseconds',
};

/**
 * A line of log in the embedded metric format, from which CloudWatch takes metrics.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedLine({ functionName, values, at }: EmbeddedLineOptions): string {
  const names = Object.keys(values) as (keyof MetricValues)[];
  const line = {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [['FunctionName']],
          Metrics: names.map((name) => ({ Name: name, Unit: units[name] })),
        },
      ],
    },
    FunctionName: functionName,
    ...values,
  };
  return `${JSON.stringify(line)}\n`;
}
