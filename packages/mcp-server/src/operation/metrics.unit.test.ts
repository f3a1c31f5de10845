import { describe, expect, it } from 'vitest';

import { createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';

describe('metrics', () => {
  it('counts what happened before anybody asked', async () => {
    const metrics = testMetrics();

    metrics.callEnded({ tool: 'greet', outcome: 'ok', durationMs: 30 });
    metrics.callEnded({ tool: 'greet', outcome: 'cancelled', durationMs: 2000 });
    const lines = await linesOf(metrics);

    expect(lines).toContain('bedrock_spend_calls_total{tool="greet",outcome="ok"} 1');
    expect(lines).toContain('bedrock_spend_calls_total{tool="greet",outcome="cancelled"} 1');
    expect(lines).toContain('bedrock_spend_call_duration_seconds_bucket{le="0.1",tool="greet"} 1');
    expect(lines).toContain('bedrock_spend_call_duration_seconds_sum{tool="greet"} 2.03');
  });

  it('loses nothing while its library loads', async () => {
    const metrics = testMetrics();
    for (let count = 0; count < 1500; count += 1) metrics.refused('rate');
    const asked = linesOf(metrics);
    for (let count = 0; count < 1500; count += 1) metrics.refused('rate');

    await asked;

    expect(await linesOf(metrics)).toContain('bedrock_spend_refusals_total{reason="rate"} 3000');
  });

  it('makes no label of a name that a caller chose', async () => {
    const metrics = testMetrics();

    metrics.callEnded({ tool: 'ana@example.com"} 1\n', outcome: 'unknown-tool', durationMs: 1 });
    metrics.requestEnded({ route: 'other', method: 'BREW', status: 404, durationMs: 1 });
    const body = (await linesOf(metrics)).join('\n');

    expect(body).toContain('bedrock_spend_calls_total{tool="unknown",outcome="unknown-tool"} 1');
    expect(body).toContain(
      'bedrock_spend_http_requests_total{route="other",method="other",status="404"} 1',
    );
    expect(body).not.toMatch(/ana@|BREW/);
  });

  it('tells what is true at the moment of asking', async () => {
    let runningCalls = 0;
    const metrics = testMetrics({ runningCalls: () => runningCalls, isDraining: () => true });
    const before = await linesOf(metrics);
    runningCalls = 3;

    const after = await linesOf(metrics);

    expect(before).toContain('bedrock_spend_running_calls 0');
    expect(after).toContain('bedrock_spend_running_calls 3');
    expect(after).toContain('bedrock_spend_draining 1');
  });

  it('keeps two servers of one process apart', async () => {
    const [one, other] = [testMetrics(), testMetrics()];

    one.sessionOpened();

    expect(await linesOf(one)).toContain('bedrock_spend_sessions_opened_total 1');
    expect(await linesOf(other)).toContain('bedrock_spend_sessions_opened_total 0');
  });

  it('adds bytes and paid requests up, and tells of the process', async () => {
    const metrics = testMetrics();

    metrics.scanned(2 ** 40);
    metrics.scanned(1);
    metrics.paid(2);
    const lines = await linesOf(metrics);

    expect(lines).toContain(`bedrock_spend_scanned_bytes_total ${2 ** 40 + 1}`);
    expect(lines).toContain('bedrock_spend_paid_requests_total 2');
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  });
});

function testMetrics(gauges: Partial<MetricsOptions['gauges']> = {}): Metrics {
  return createMetrics({
    tools: ['greet'],
    gauges: {
      runningCalls: () => 0,
      liveSessions: () => 0,
      isDraining: () => false,
      ...gauges,
    },
  });
}

async function linesOf(metrics: Metrics): Promise<string[]> {
  return ((await metrics.text())?.body ?? '').split('\n');
}
