const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

const multiples = (unit: string) =>
  ['', 'Kilo', 'Mega', 'Giga', 'Tera'].map((prefix) =>
    prefix === '' ? unit : `${prefix}${unit.toLowerCase()}`,
  );
const sizes = [...multiples('Bytes'), ...multiples('Bits')];
/** Units that CloudWatch knows. */
const units = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Percent',
  'Count',
  'Count/Second',
  'None',
].concat(
  sizes,
  sizes.map((size) => `${size}/Second`),
);

const metric = {
  type: 'object',
  required: ['Name'],
  additionalProperties: false,
  properties: {
    Name: text(1024),
    Unit: { enum: units },
    StorageResolution: { enum: [1, 60] },
  },
};

const directive = {
  type: 'object',
  required: ['Namespace', 'Dimensions', 'Metrics'],
  additionalProperties: false,
  properties: {
    Namespace: text(1024),
    Dimensions: {
      type: 'array',
      minItems: 1,
      items: { type: 'array', maxItems: 30, items: text(250) },
    },
    Metrics: { type: 'array', minItems: 1, maxItems: 100, items: metric },
  },
};

/**
 * JSON Schema of CloudWatch's embedded metric format, from its specification; members of the root are
 * what dimensions and metrics lead to.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetricFormat = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      additionalProperties: false,
      properties: {
        // Milliseconds; a time in seconds would lie in 1970.
        Timestamp: { type: 'integer', minimum: 1e12 },
        CloudWatchMetrics: { type: 'array', minItems: 1, items: directive },
      },
    },
  },
  additionalProperties: {
    anyOf: [
      text(1024),
      { type: 'number' },
      { type: 'array', minItems: 1, maxItems: 100, items: { type: 'number' } },
    ],
  },
};
