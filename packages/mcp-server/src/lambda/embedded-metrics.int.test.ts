import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import { memorySource } from '@bedrock-spend/core';
import { createWatchedApp } from '../http.ts';
import { createLogger } from '../logger.ts';
import type { CallOutcome } from '../tools/run-call.ts';
import { embeddedMetricFormat } from './embedded-metric-format.testing.ts';
import { createEmbeddedMetrics, type EmbeddedMetrics } from './embedded-metrics.ts';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(embeddedMetricFormat);
const at = new Date('2026-11-23T04:00:00Z');
const request = { method: 'POST', status: 200, durationMs: 12 };

const directive = { Namespace: 'N', Dimensions: [['F']], Metrics: [{ Name: 'A', Unit: 'Count' }] };
const aws = { Timestamp: at.getTime(), CloudWatchMetrics: [directive] };

interface Line extends Record<string, unknown> {
  _aws: {
    Timestamp: number;
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string; Unit: string }[];
    }[];
  };
}

function testMetrics(): { metrics: EmbeddedMetrics; lines: () => Line[] } {
  const written: string[] = [];
  const metrics = createEmbeddedMetrics({
    functionName: 'spend',
    write: (line) => written.push(line),
    now: () => at,
  });
  return { metrics, lines: () => written.map(lineOf) };
}

/** Read as CloudWatch does: one line, of the format, all that it points to there. */
function lineOf(text: string): Line {
  expect(text).toMatch(/^\{[^\n]*\}\n$/);
  const line = JSON.parse(text) as Line;
  validate(line);
  expect(validate.errors).toBeNull();
  for (const { Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) expect(line[name]).toBeTypeOf('string');
    for (const { Name } of Metrics) expect([line[Name]].flat()[0]).toBeTypeOf('number');
  }
  return line;
}

describe('metrics as lines of log', () => {
  it('hold all that happened since the last line, with its unit', () => {
    const { metrics, lines } = testMetrics();
    metrics.requestEnded({ ...request, route: 'mcp' });
    metrics.requestEnded({ ...request, route: 'mcp', status: 401 });
    metrics.refused('credentials');
    metrics.callEnded({ tool: 'bedrock-report', outcome: 'ok', durationMs: 1500 });
    metrics.callEnded({ tool: 'bedrock-report', outcome: 'timeout', durationMs: 300_000 });
    metrics.scanned(2 ** 40);
    metrics.scanned(1);
    metrics.paid(2);

    metrics.flush();

    const [line] = lines();
    expect(line).toMatchObject({
      FunctionName: 'spend',
      Requests: 2,
      Refusals: 1,
      CallErrors: [0, 1],
      CallDuration: [1500, 300_000],
      ScannedBytes: 2 ** 40 + 1,
      PaidRequests: 2,
    });
    const [written] = line?._aws.CloudWatchMetrics ?? [];
    expect(line?._aws.Timestamp).toBe(at.getTime());
    expect(written?.Namespace).toBe('BedrockSpend');
    expect(written?.Dimensions).toEqual([['FunctionName']]);
    const units = written?.Metrics.map(({ Name, Unit }) => [Name, Unit]);
    expect(Object.fromEntries(units ?? [])).toEqual({
      Requests: 'Count',
      Refusals: 'Count',
      CallErrors: 'Count',
      CallDuration: 'Milliseconds',
      ScannedBytes: 'Bytes',
      PaidRequests: 'Count',
    });
  });

  it('name only what happened', () => {
    const { metrics, lines } = testMetrics();
    metrics.paid(1);

    metrics.flush();

    expect(lines()).toMatchObject([{ PaidRequests: 1 }]);
    expect(lines()[0]?._aws.CloudWatchMetrics[0]?.Metrics).toHaveLength(1);
  });

  it('are none where nothing happened, or only a probe came, or all was told', () => {
    const { metrics, lines } = testMetrics();
    metrics.flush();
    metrics.requestEnded({ ...request, route: 'healthz', method: 'GET' });
    metrics.sessionOpened();
    metrics.flush();
    metrics.refused('host');
    metrics.flush();
    metrics.flush();

    expect(lines()).toMatchObject([{ Refusals: 1 }]);
  });

  it.each<[CallOutcome, number]>([
    ['ok', 0],
    ['input-needed', 0],
    ['cancelled', 0],
    ['error', 1],
    ['unknown-tool', 1],
    ['timeout', 1],
    ['fault', 1],
  ])('tell of a call that ended as %s with %i', (outcome, value) => {
    const { metrics, lines } = testMetrics();
    metrics.callEnded({ tool: 'bedrock-report', outcome, durationMs: 1 });

    metrics.flush();

    expect(lines()).toMatchObject([{ CallErrors: [value] }]);
  });

  it('have no more values of a metric than CloudWatch takes, and lose none', () => {
    const { metrics, lines } = testMetrics();
    for (let index = 0; index < 250; index += 1) {
      metrics.callEnded({ tool: 'bedrock-report', outcome: 'ok', durationMs: index });
    }

    metrics.flush();

    const values = lines().map(({ CallDuration }) => CallDuration as number[]);
    expect(values.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(values.flat()).toEqual(Array.from({ length: 250 }, (_, index) => index));
  });

  it('name nothing that a caller chose', () => {
    const { metrics, lines } = testMetrics();
    metrics.callEnded({ tool: 'ana@example.com', outcome: 'unknown-tool', durationMs: 1 });

    metrics.flush();

    expect(JSON.stringify(lines())).not.toContain('ana');
  });

  it('leave nothing to ask for at /metrics, which says where it is', async () => {
    const { metrics, lines } = testMetrics();
    const logger = createLogger({ level: 'silent' });
    const { app } = createWatchedApp({ source: memorySource([]), logger, metrics });

    const response = await app.fetch(new Request('http://localhost/metrics'));

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('its metrics are in CloudWatch');
    expect(lines()).toEqual([]);
  });

  it.each([
    ['a time in seconds', { _aws: { ...aws, Timestamp: 1_764_000_000 } }],
    ['no dimensions', { _aws: { ...aws, CloudWatchMetrics: [{ ...directive, Dimensions: [] }] } }],
    [
      'a unit that is none',
      {
        _aws: {
          ...aws,
          CloudWatchMetrics: [{ ...directive, Metrics: [{ Name: 'A', Unit: 'ms' }] }],
        },
      },
    ],
    ['more than 100 values', { _aws: aws, A: Array.from({ length: 101 }, () => 1) }],
    ['a value that is a text', { _aws: aws, A: ['1'] }],
  ])('would not be taken with %s', (_what, line) => {
    expect(validate({ _aws: aws, A: [1] })).toBe(true);
    expect(validate(line)).toBe(false);
  });
});
