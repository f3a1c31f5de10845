import type { EndedCall } from '../tools/run-call.ts';
import type { Instruments } from './instruments.ts';

/** Why a request, a session or a call was not served. */
export type RefusalReason =
  | 'host'
  | 'origin'
  | 'credentials'
  | 'scope'
  | 'rate'
  | 'concurrency'
  | 'budget'
  | 'allow-list'
  | 'size'
  | 'malformed'
  | 'session-missing'
  | 'session-over'
  | 'session-forged'
  | 'session-foreign'
  | 'full'
  | 'draining';

/** Why a session is no longer kept: its client ended it, it was silent, another needed the room, the server stops. */
export type SessionEnd = 'client' | 'idle' | 'displaced' | 'shutdown';

/** What a request was for; never a path as it was sent. */
export type Route = 'mcp' | 'healthz' | 'readyz' | 'metrics' | 'well-known' | 'other';

export interface EndedRequest {
  route: Route;
  /** HTTP method. */
  method: string;
  status: number;
  /** Until the last byte was handed on. */
  durationMs: number;
}

/** What is true at the moment of asking. */
export interface Gauges {
  runningCalls: () => number;
  liveSessions: () => number;
  isDraining: () => boolean;
}

/**
 * Counts what the server does. No value that a caller chooses becomes a label: neither names from
 * requests nor subjects, so that the number of series stays bounded and nobody is named.
 */
export interface Metrics {
  requestEnded(request: EndedRequest): void;
  /** Names that no tool has count together. */
  callEnded(call: EndedCall): void;
  sessionOpened(): void;
  /** A session that another instance opened has come here, or one that was forgotten has come back. */
  sessionRebuilt(): void;
  sessionEnded(reason: SessionEnd): void;
  /** The form in which a POST was answered. */
  answered(form: 'json' | 'stream'): void;
  /** A client came back for the rest of a stream. */
  streamResumed(): void;
  /** A client that did not read its stream was cut off. */
  streamCut(): void;
  refused(reason: RefusalReason): void;
  /** Bytes that AWS scanned for money to answer. */
  scanned(bytes: number): void;
  /** Requests to AWS that cost money each, such as those to Cost Explorer. */
  paid(requests: number): void;
  connectionOpened(): void;
  connectionClosed(): void;
  /** There were too many connections. */
  connectionDropped(): void;
  /** What `/metrics` answers; `null` where there is nothing to ask for. */
  text(): Promise<{ contentType: string; body: string } | null>;
}

export interface MetricsOptions {
  /** Names of the tools that are offered: the only ones that become labels. */
  tools: readonly string[];
  gauges: Gauges;
}

type Recording = (instruments: Instruments) => void;

/** Recordings that may wait before the instruments are loaded on their account. */
const maxWaiting = 1000;

/**
 * Makes the metrics of one server. The library behind them takes longer to load than a first request
 * to answer, so it is loaded when somebody asks or much has happened; until then recordings wait.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const waiting: Recording[] = [];
  let instruments: Instruments | undefined;
  let loading: Promise<Instruments> | undefined;

  return {
    requestEnded: (request) => record(({ requestEnded }) => requestEnded(request)),
    callEnded: (call) => record(({ callEnded }) => callEnded(call)),
    sessionOpened: () => record(({ sessionsOpened }) => sessionsOpened.inc()),
    sessionRebuilt: () => record(({ sessionsRebuilt }) => sessionsRebuilt.inc()),
    sessionEnded: (reason) => record(({ sessionsEnded }) => sessionsEnded.inc({ reason })),
    answered: (form) => record(({ answers }) => answers.inc({ form })),
    streamResumed: () => record(({ streamsResumed }) => streamsResumed.inc()),
    streamCut: () => record(({ streamsCut }) => streamsCut.inc()),
    refused: (reason) => record(({ refusals }) => refusals.inc({ reason })),
    scanned: (bytes) => record(({ scannedBytes }) => scannedBytes.inc(bytes)),
    paid: (requests) => record(({ paidRequests }) => paidRequests.inc(requests)),
    connectionOpened: () => record(({ connections }) => connections.inc()),
    connectionClosed: () => record(({ connections }) => connections.dec()),
    connectionDropped: () => record(({ connectionsDropped }) => connectionsDropped.inc()),
    async text() {
      const { registry } = await load();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };

  function record(recording: Recording): void {
    if (instruments !== undefined) {
      recording(instruments);
      return;
    }
    waiting.push(recording);
    if (waiting.length >= maxWaiting) void load();
  }

  async function load(): Promise<Instruments> {
    loading ??= import('./instruments.ts').then(({ createInstruments }) => {
      const created = createInstruments(options);
      for (const recording of waiting.splice(0)) recording(created);
      instruments = created;
      return created;
    });
    return loading;
  }
}
