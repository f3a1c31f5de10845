// The library as its users call it: a whole report with prices, from CloudWatch Logs.
import { createReport } from '@bedrock-spend/core';
import { sqliteStore } from '@bedrock-spend/core/cache';
import { cloudwatchSource } from '@bedrock-spend/core/cloudwatch';
import { finishReading } from './finish-reading.mjs';

const { engine, regions, accounts, days, until, now, cacheFile } = JSON.parse(process.argv[2]);
const cache = cacheFile === undefined ? null : sqliteStore(cacheFile);
const clock = () => new Date(now);
const report = await createReport(
  cloudwatchSource({ engine, cache, now: clock }),
  { days, until, regions, accounts },
  { now: clock() },
);
const { requests, failed, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } =
  report.totals;
const partial = report.partial.length;
const counts = { requests, failed, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens };
finishReading(partial === 0 ? counts : { ...counts, partial });
