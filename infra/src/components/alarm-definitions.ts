/** What is watched, and when somebody should look. */
export interface AlarmSubject {
  functionName: string;
  /** After so long Lambda cuts a call off. */
  timeoutSeconds: number;
  /** Null where nothing stands before the function's own URL. */
  api: { name: string; stage: string } | null;
  /** Bytes that queries may scan in a day before somebody is told; null: nobody is. */
  scannedBytesPerDay: number | null;
  /** Requests to Cost Explorer in a day before somebody is told; null: nobody is. */
  paidRequestsPerDay: number | null;
}

/** One alarm of CloudWatch: a metric over periods, and what to do when it is above the threshold. */
export interface AlarmDefinition {
  /** What stands after the function's name in the alarm's. */
  name: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  statistic: 'Sum' | 'Maximum';
  periodSeconds: number;
  /** Periods that are looked at, and how many of them have to be above the threshold. */
  periods: { watched: number; above: number };
  /** In the metric's own unit; the alarm goes off above it. */
  threshold: number;
  /** Says what has happened and what to do. */
  description: string;
}

const fiveMinutes = 5 * 60;
const day = 24 * 60 * 60;
/** Part of the timeout that a call may take before the next one is likely to be cut off. */
const nearTimeout = 0.9;

/**
 * The alarms of one deployed server. Metrics of Lambda and API Gateway are AWS's own, those of the
 * namespace `BedrockSpend` are written by the server.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function alarmDefinitions(subject: AlarmSubject): AlarmDefinition[] {
  const { scannedBytesPerDay, paidRequestsPerDay } = subject;
  return [
    functionErrors(subject),
    throttles(subject),
    duration(subject),
    serverErrors(subject),
    ...(scannedBytesPerDay === null ? [] : [scannedBytes(subject, scannedBytesPerDay)]),
    ...(paidRequestsPerDay === null ? [] : [paidRequests(subject, paidRequestsPerDay)]),
  ];
}

function functionErrors(subject: AlarmSubject): AlarmDefinition {
  return {
    name: 'errors',
    ...lambda(subject, 'Errors'),
    description: `The function has failed, run out of memory or run out of time. Read its log: aws logs tail /aws/lambda/${subject.functionName} --since 30m`,
  };
}

function throttles(subject: AlarmSubject): AlarmDefinition {
  return {
    name: 'throttles',
    ...lambda(subject, 'Throttles'),
    description:
      'Lambda has turned calls away because too many ran at a time. Raise the concurrency of the function or of the account, or lower the throttle of the usage plan.',
  };
}

function duration(subject: AlarmSubject): AlarmDefinition {
  const { timeoutSeconds } = subject;
  return {
    name: 'duration',
    ...lambda(subject, 'Duration'),
    statistic: 'Maximum',
    // One slow call is a large question; calls that stay slow are a server that is too small.
    periods: { watched: 3, above: 2 },
    threshold: Math.round(timeoutSeconds * 1000 * nearTimeout),
    description: `Calls take over ${nearTimeout * 100} % of the ${timeoutSeconds} s after which Lambda cuts them off. Raise bedrock-spend:timeout or bedrock-spend:memory, or have callers ask for fewer days.`,
  };
}

function serverErrors(subject: AlarmSubject): AlarmDefinition {
  const { api } = subject;
  if (api === null) {
    return {
      name: '5xx',
      ...lambda(subject, 'Url5xxCount'),
      description: `The function URL has answered with status 5xx. Read the function's log: aws logs tail /aws/lambda/${subject.functionName} --since 30m`,
    };
  }
  return {
    name: '5xx',
    ...anyInFiveMinutes,
    namespace: 'AWS/ApiGateway',
    metric: '5XXError',
    dimensions: { ApiName: api.name, Stage: api.stage },
    description:
      "API Gateway has answered with status 5xx. Look into the stage's access log for the error of the integration, then into the function's log by the same request id.",
  };
}

function scannedBytes(subject: AlarmSubject, threshold: number): AlarmDefinition {
  return {
    name: 'scanned-bytes',
    ...ownSpend(subject, 'ScannedBytes'),
    threshold,
    description: `Queries have scanned more than ${threshold} bytes of logs in a day, which CloudWatch Logs bills by the GB. See who asks for what in the function's log, or set bedrock-spend:limits scannedBytesPerDay to have the server refuse.`,
  };
}

function paidRequests(subject: AlarmSubject, threshold: number): AlarmDefinition {
  return {
    name: 'paid-requests',
    ...ownSpend(subject, 'PaidRequests'),
    threshold,
    description: `Cost Explorer was asked more than ${threshold} times in a day, at $0.01 a request. See who asks for the bill in the function's log, or set bedrock-spend:limits paidRequestsPerDay to have the server refuse.`,
  };
}

const anyInFiveMinutes = {
  statistic: 'Sum',
  periodSeconds: fiveMinutes,
  periods: { watched: 1, above: 1 },
  threshold: 0,
} as const;

function lambda({ functionName }: AlarmSubject, metric: string) {
  return {
    ...anyInFiveMinutes,
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: functionName },
  };
}

function ownSpend({ functionName }: AlarmSubject, metric: string) {
  return {
    namespace: 'BedrockSpend',
    metric,
    dimensions: { FunctionName: functionName },
    statistic: 'Sum',
    periodSeconds: day,
    periods: { watched: 1, above: 1 },
  } as const;
}
