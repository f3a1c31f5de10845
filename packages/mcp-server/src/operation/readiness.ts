import type { Logger } from 'pino';

/** Whether a load balancer should send calls here, and which part says otherwise. */
export interface ReadinessReport {
  status: 'ok' | 'failed';
  parts: Record<string, PartReport>;
}

export interface PartReport {
  status: 'ok' | 'failed';
  /** One sentence; what exactly is wrong stands in the log, as anybody may ask whether a server is ready. */
  message: string;
}

/** Something that calls need. */
export interface Part {
  /** Rejects where it cannot be used. */
  check: () => Promise<void>;
  /** How long a check that passed holds, in milliseconds. */
  holdsMs: number;
  ok: string;
  failed: string;
}

export interface ReadinessOptions {
  parts: Readonly<Record<string, Part>>;
  isLeaving: () => boolean;
  logger: Logger;
  nowMs: () => number;
  /** A check that takes longer has failed, in milliseconds. Default 3,000. */
  timeLimitMs?: number;
}

/** A failed check is repeated this soon, in milliseconds. */
const retryMs = 5000;

/** Makes the function behind `/readyz`. However often it is asked, each part is checked now and then only. */
export function createReadiness(options: ReadinessOptions): () => Promise<ReadinessReport> {
  const checks = Object.entries(options.parts).map(
    ([name, part]) => [name, remembered(name, part, options)] as const,
  );
  return async () => {
    const checked = await Promise.all(
      checks.map(async ([name, check]) => [name, await check()] as const),
    );
    const parts = { calls: callsReport(options.isLeaving()), ...Object.fromEntries(checked) };
    const isReady = Object.values(parts).every(({ status }) => status === 'ok');
    return { status: isReady ? 'ok' : 'failed', parts };
  };
}

function callsReport(isLeaving: boolean): PartReport {
  return isLeaving
    ? { status: 'failed', message: 'The server is shutting down.' }
    : { status: 'ok', message: 'Calls are taken.' };
}

function remembered(
  name: string,
  part: Part,
  { logger, nowMs, timeLimitMs = 3000 }: ReadinessOptions,
): () => Promise<PartReport> {
  let last: Promise<PartReport> | undefined;
  let dueMs = -Infinity;
  return async () => {
    if (last !== undefined && nowMs() < dueMs) return last;
    // Until it has an outcome, whoever asks waits for this one.
    dueMs = Infinity;
    last = run().then((report) => {
      dueMs = nowMs() + (report.status === 'ok' ? part.holdsMs : retryMs);
      return report;
    });
    return last;
  };

  async function run(): Promise<PartReport> {
    try {
      await withinTime(part.check(), timeLimitMs);
      return { status: 'ok', message: part.ok };
    } catch (error) {
      logger.warn({ part: name, problem: problemOf(error) }, 'not ready');
      return { status: 'failed', message: part.failed };
    }
  }
}

async function withinTime(checked: Promise<void>, limitMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('It did not answer in time.')), limitMs);
  try {
    await Promise.race([checked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
