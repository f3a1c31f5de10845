import { oneOf, within } from './one-of.ts';
import type { InputCheck } from './resource-model.ts';

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const retentionDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

/** What AWS refuses and the declarations call a text or a number. */
export const checks: Readonly<Record<string, InputCheck>> = {
  'aws:cloudwatch/logGroup:LogGroup': (inputs) => oneOf(inputs, { retentionInDays: retentionDays }),
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  'aws:lambda/function:Function': (inputs) => [
    ...oneOf(inputs, { packageType: ['Image', 'Zip'] }),
    ...within(inputs, { memorySize: [128, 10_240], timeout: [1, 900] }),
    ...architectureProblems(inputs['architectures']),
    ...imageProblems(inputs),
  ],
  'aws:lambda/functionUrl:FunctionUrl': (inputs) =>
    oneOf(inputs, {
      authorizationType: ['AWS_IAM', 'NONE'],
      invokeMode: ['BUFFERED', 'RESPONSE_STREAM'],
    }),
  'aws:dynamodb/table:Table': (inputs) => [
    ...oneOf(inputs, { billingMode: ['PROVISIONED', 'PAY_PER_REQUEST'] }),
    ...keyProblems(inputs),
  ],
  'aws:ecr/repository:Repository': (inputs) =>
    oneOf(inputs, {
      imageTagMutability: [
        'MUTABLE',
        'IMMUTABLE',
        'MUTABLE_WITH_EXCLUSION',
        'IMMUTABLE_WITH_EXCLUSION',
      ],
    }),
  'aws:cloudwatch/metricAlarm:MetricAlarm': (inputs) =>
    oneOf(inputs, {
      statistic: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
      treatMissingData: ['breaching', 'notBreaching', 'ignore', 'missing'],
      comparisonOperator: [
        'GreaterThanOrEqualToThreshold',
        'GreaterThanThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
      ],
    }),
  // Zero, or a wait of 7 to 30 days.
  'aws:secretsmanager/secret:Secret': (inputs) =>
    inputs['recoveryWindowInDays'] === 0 ? [] : within(inputs, { recoveryWindowInDays: [7, 30] }),
};

function architectureProblems(architectures: unknown): string[] {
  if (!Array.isArray(architectures)) return [];
  const known = ['x86_64', 'arm64'];
  return architectures.length === 1 && known.includes(String(architectures[0]))
    ? []
    : [`architectures must be one of ${known.join(', ')}.`];
}

function imageProblems({ packageType, ...inputs }: Readonly<Record<string, unknown>>): string[] {
  if (packageType !== 'Image') return [];
  return ['handler', 'runtime', 'layers']
    .filter((name) => inputs[name] !== undefined)
    .map((name) => `${name} is not for functions that are images.`);
}

function keyProblems(inputs: Readonly<Record<string, unknown>>): string[] {
  const { attributes } = inputs;
  if (!Array.isArray(attributes)) return [];
  const declared = attributes.map((attribute: { name?: unknown }) => attribute.name);
  return ['hashKey', 'rangeKey']
    .filter((key) => inputs[key] !== undefined && !declared.includes(inputs[key]))
    .map((key) => `${key} is ${String(inputs[key])}, which no attribute declares.`);
}
