// What a script of an afternoon does: one page of FilterLogEvents after the other, `JSON.parse` for
// each event, a `Map` of the same groups, no prices. The SDK waits when it is throttled.
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { finishReading } from './finish-reading.mjs';

const [region, logGroupName, startTime, endTime] = process.argv.slice(2);
const client = new CloudWatchLogsClient({ region, maxAttempts: 20 });
const groups = new Map();
const totals = { requests: 0, failed: 0, inputTokens: 0, outputTokens: 0 };
Object.assign(totals, { cacheReadTokens: 0, cacheWriteTokens: 0 });

let nextToken;
do {
  const page = await client.send(
    new FilterLogEventsCommand({
      logGroupName,
      startTime: Number(startTime),
      endTime: Number(endTime) - 1,
      filterPattern: '{ $.schemaType = "ModelInvocationLog" }',
      nextToken,
    }),
  );
  for (const { message } of page.events) count(JSON.parse(message));
  nextToken = page.nextToken;
} while (nextToken !== undefined);
finishReading(totals);

function count({ timestamp, region, modelId, identity, errorCode, input, output }) {
  const key = `${timestamp.slice(0, 10)} ${region} ${modelId} ${identity.arn}`;
  const tokens = {
    requests: 1,
    failed: errorCode === undefined ? 0 : 1,
    inputTokens: input?.inputTokenCount ?? 0,
    outputTokens: output?.outputTokenCount ?? 0,
    cacheReadTokens: input?.cacheReadInputTokenCount ?? 0,
    cacheWriteTokens: input?.cacheWriteInputTokenCount ?? 0,
  };
  const group = groups.get(key) ?? {};
  for (const [name, value] of Object.entries(tokens)) {
    group[name] = (group[name] ?? 0) + value;
    totals[name] += value;
  }
  groups.set(key, group);
}
