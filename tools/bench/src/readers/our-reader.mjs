// The library as its users call it: a whole report with prices, over files.
import { createReport } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { finishReading } from './finish-reading.mjs';

const paths = process.argv.slice(2);
const report = await createReport(filesSource(paths), { since: '2026-09-01', until: '2026-09-30' });
const { requests, failed, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } =
  report.totals;

finishReading({ requests, failed, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens });
