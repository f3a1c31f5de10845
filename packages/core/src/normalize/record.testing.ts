import { readFileSync } from 'node:fs';

/** Lines of `fixtures/log-records.ndjson`: a record of every shape seen, and the notice that is none. */
export const fixtureLines: readonly string[] = readFileSync(
  new URL('../../fixtures/log-records.ndjson', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n');

export const fixtureRecords: readonly Record<string, unknown>[] = fixtureLines
  .slice(0, -1)
  .map((line) => JSON.parse(line) as Record<string, unknown>);

export interface RecordFacts {
  input?: Record<string, unknown>;
  output?: Record<string, unknown>;
  [key: string]: unknown;
}

/** A plain record of the log; what a test is about is said in `facts`. */
export function aRecord({ input, output, ...facts }: RecordFacts = {}): Record<string, unknown> {
  return {
    timestamp: '2026-09-08T12:10:33Z',
    accountId: '111122223333',
    region: 'us-east-1',
    requestId: 'a1b2c3d4-0001-4000-8000-000000000001',
    operation: 'Converse',
    modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    input: { inputContentType: 'application/json', inputTokenCount: 100, ...input },
    output: { outputContentType: 'application/json', outputTokenCount: 10, ...output },
    identity: { arn: 'arn:aws:sts::111122223333:assumed-role/team-a/app' },
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    ...facts,
  };
}

/** A record whose envelope has no counts, so that the body has to tell them. */
export function aRecordWithBody(
  outputBodyJson: unknown,
  facts: RecordFacts = {},
): Record<string, unknown> {
  return aRecord({
    ...facts,
    input: { inputTokenCount: undefined, ...facts.input },
    output: { outputTokenCount: undefined, outputBodyJson, ...facts.output },
  });
}
