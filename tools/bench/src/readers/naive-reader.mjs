// What one writes first: read line by line, JSON.parse every line, count in a Map. It groups by the
// same dimensions as the report does and reads the same files from disk, one after the other.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { finishReading } from './finish-reading.mjs';

const groups = new Map();

for (const path of process.argv.slice(2)) {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line !== '') count(JSON.parse(line));
  }
}

finishReading(totalsOf(groups.values()));

function count(record) {
  const { timestamp, region, modelId, identity, input, output } = record;
  const key = `${timestamp.slice(0, 10)}|${region}|${modelId}|${identity?.arn}`;
  let group = groups.get(key);
  if (group === undefined) {
    group = { requests: 0, failed: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    groups.set(key, group);
  }
  group.requests += 1;
  group.failed += record.errorCode === undefined ? 0 : 1;
  group.input += input?.inputTokenCount ?? 0;
  group.output += output?.outputTokenCount ?? 0;
  group.cacheRead += input?.cacheReadInputTokenCount ?? 0;
  group.cacheWrite += input?.cacheWriteInputTokenCount ?? 0;
}

function totalsOf(rows) {
  const totals = {
    requests: 0,
    failed: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  };
  for (const row of rows) {
    totals.requests += row.requests;
    totals.failed += row.failed;
    totals.inputTokens += row.input;
    totals.outputTokens += row.output;
    totals.cacheReadTokens += row.cacheRead;
    totals.cacheWriteTokens += row.cacheWrite;
  }
  return totals;
}
