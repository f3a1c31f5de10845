// Counts a log again, sharing nothing with the library: `node independent-count.mjs <log> <since> <until>`
// prints requests, input and completion tokens per day, region, model and principal, in UTC.
import { readFileSync } from 'node:fs';

const [path, since, until] = process.argv.slice(2);
const sections = { byDay: {}, byRegion: {}, byModel: {}, byPrincipal: {} };

for (const line of readFileSync(path, 'utf8').split('\n')) {
  if (!line.startsWith('{')) continue;
  const record = JSON.parse(line);
  const day = record.timestamp.slice(0, 10);
  if (day < since || day > until) continue;
  const tokens = { requests: 1, ...tokensOf(record) };
  add(sections.byDay, day, tokens);
  add(sections.byRegion, record.region, tokens);
  add(sections.byModel, shortName(record.modelId), tokens);
  add(sections.byPrincipal, record.identity.arn, tokens);
}
process.stdout.write(JSON.stringify(sections));

function tokensOf({ input = {}, output = {} }) {
  const usage = output.outputBodyJson?.usage ?? {};
  const fresh = input.inputTokenCount ?? usage.inputTokens ?? usage.input_tokens ?? 0;
  const read =
    input.cacheReadInputTokenCount ??
    usage.cacheReadInputTokens ??
    usage.cache_read_input_tokens ??
    0;
  const written =
    input.cacheWriteInputTokenCount ??
    usage.cacheWriteInputTokens ??
    usage.cache_creation_input_tokens ??
    0;
  const completion = output.outputTokenCount ?? usage.outputTokens ?? usage.output_tokens ?? 0;
  return { input: fresh + read + written, read, written, completion };
}

function shortName(modelId) {
  const id = modelId
    .split('/')
    .at(-1)
    .replace(/:\d+k$/, '');
  return id.replace(/^(us|eu|apac|jp|global)\./, '').replace(/^[a-z]+\./, '');
}

function add(section, key, tokens) {
  section[key] ??= { requests: 0, input: 0, read: 0, written: 0, completion: 0 };
  for (const [name, count] of Object.entries(tokens)) section[key][name] += count;
}
