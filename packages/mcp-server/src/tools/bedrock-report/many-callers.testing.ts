import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createPriceBook, listPrices } from '@bedrock-spend/core';
import { onTestFinished } from 'vitest';

const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2'];
const accounts = ['111122223333', '222233334444', '333344445555'];
const models = [
  ...new Set(
    listPrices(createPriceBook(), { tier: 'standard', scope: 'in-region' })
      .filter(({ input, output }) => input !== undefined && output !== undefined)
      .map(({ id }) => id),
  ),
]
  .slice(0, 37)
  .concat('acme.unheard-of-v1:0', 'acme.unknown-v2:0', 'acme.secret-v3:0');
const dayMs = 86_400_000;

/** Logs of 90 days, 40 models and 300 people, in several regions and accounts: a file of its own. */
export async function manyCallers(until: Date): Promise<string> {
  const lines = Array.from({ length: 9000 }, (_line, index) =>
    JSON.stringify(record(index, new Date(until.getTime() - (index % 90) * dayMs))),
  );
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-many-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'log.ndjson');
  await writeFile(file, lines.join('\n'));
  return file;
}

function record(index: number, day: Date) {
  const person = index % 300;
  const accountId = accounts[person % accounts.length] ?? '';
  return {
    timestamp: day.toISOString(),
    accountId,
    region: regions[index % regions.length],
    requestId: `a1b2c3d4-0000-4000-8000-${String(index).padStart(12, '0')}`,
    operation: 'Converse',
    modelId: models[index % models.length],
    input: {
      inputContentType: 'application/json',
      inputTokenCount: 1_234_567 + index * 31,
      cacheReadInputTokenCount: 345_678 + index,
      cacheWriteInputTokenCount: 12_345 + index,
    },
    output: { outputContentType: 'application/json', outputTokenCount: 98_765 + index * 17 },
    identity: {
      arn: `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_DeveloperAccess_0123456789abcdef/person.${person}@engineering.example.com`,
    },
    ...(index % 50 === 0 && { errorCode: 'ThrottlingException' }),
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
  };
}
