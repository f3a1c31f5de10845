import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import { serverInfo } from '../server-info.ts';
import type { EndedCall } from '../tools/run-call.ts';
import type { EndedRequest, MetricsOptions } from './metrics.ts';

/** The counters of one server, as Prometheus reads them. */
export type Instruments = ReturnType<typeof createInstruments>;

const prefix = 'bedrock_spend_';
/** From an answer out of memory to a query that runs until its time limit. */
const callSeconds = [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const requestSeconds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 300];
const methods = new Set(['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD']);

/** Makes them in a registry of their own: two servers in one process do not mix. */
export function createInstruments({ tools, gauges }: MetricsOptions) {
  const registry = new Registry();
  const toolNames = new Set(tools);

  gauge('build_info', 'The version that runs; always 1.', ['version']).set(
    { version: serverInfo.version },
    1,
  );
  current('running_calls', 'Calls that run now.', gauges.runningCalls);
  current('sessions', 'Sessions kept in memory now.', gauges.liveSessions);
  current('draining', '1 while the server shuts down.', () => Number(gauges.isDraining()));

  const requests = counter('http_requests_total', 'HTTP requests.', ['route', 'method', 'status']);
  const requestTimes = histogram('http_request_duration_seconds', {
    help: 'Time from an HTTP request to the last byte of its answer.',
    labelNames: ['route'],
    buckets: requestSeconds,
  });
  const calls = counter('calls_total', 'Tool calls, by how they ended.', ['tool', 'outcome']);
  const callTimes = histogram('call_duration_seconds', {
    help: 'Time that tool calls took.',
    labelNames: ['tool'],
    buckets: callSeconds,
  });
  collectDefaultMetrics({ register: registry });

  return {
    registry,
    sessionsOpened: counter('sessions_opened_total', 'Sessions that clients opened here.', []),
    sessionsRebuilt: counter('sessions_rebuilt_total', 'Sessions rebuilt from their id.', []),
    sessionsEnded: counter('sessions_ended_total', 'Sessions no longer kept here.', ['reason']),
    answers: counter('answers_total', 'Answers to POST, by form.', ['form']),
    streamsResumed: counter('streams_resumed_total', 'Streams that clients came back for.', []),
    streamsCut: counter('streams_cut_total', 'Streams cut off as nobody read them.', []),
    refusals: counter('refusals_total', 'What was not served, by reason.', ['reason']),
    scannedBytes: counter('scanned_bytes_total', 'Bytes that AWS scanned for money.', []),
    paidRequests: counter('paid_requests_total', 'Requests to AWS that cost money each.', []),
    connections: gauge('connections', 'Connections that are open now.', []),
    connectionsDropped: counter(
      'connections_dropped_total',
      'Connections refused as there were too many.',
      [],
    ),
    requestEnded({ route, method, status, durationMs }: EndedRequest) {
      requests.inc({ route, method: methods.has(method) ? method : 'other', status });
      requestTimes.observe({ route }, durationMs / 1000);
    },
    callEnded({ tool, outcome, durationMs }: EndedCall) {
      const name = toolNames.has(tool) ? tool : 'unknown';
      calls.inc({ tool: name, outcome });
      callTimes.observe({ tool: name }, durationMs / 1000);
    },
  };

  function counter<Label extends string>(name: string, help: string, labelNames: Label[]) {
    return new Counter({ name: prefix + name, help, labelNames, registers: [registry] });
  }

  function gauge<Label extends string>(name: string, help: string, labelNames: Label[]) {
    return new Gauge({ name: prefix + name, help, labelNames, registers: [registry] });
  }

  function current(name: string, help: string, read: () => number): void {
    const registered: Gauge = new Gauge({
      name: prefix + name,
      help,
      registers: [registry],
      collect: () => registered.set(read()),
    });
  }

  function histogram<Label extends string>(
    name: string,
    options: { help: string; labelNames: Label[]; buckets: number[] },
  ) {
    return new Histogram({ ...options, name: prefix + name, registers: [registry] });
  }
}
