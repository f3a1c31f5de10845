import type { InvocationReport } from './lambda-function.ts';
import type { ReportedError } from '../runtime-api/reported-error.ts';

/** The lines that Lambda itself writes into the log group of a function. */
export interface PlatformLog {
  start(requestId: string): void;
  report(report: InvocationReport, failure?: string): void;
  initFailed(
    init: { initDurationMs: number; failure: ReportedError; isTimeout: boolean },
    phase: 'init' | 'invoke',
  ): void;
  text(): string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html and runtimes-logs-api there. */
export function createPlatformLog(): PlatformLog {
  const lines: string[] = [];
  return {
    start: (requestId) => lines.push(`START RequestId: ${requestId} Version: $LATEST`),
    report(report, failure) {
      lines.push(`END RequestId: ${report.requestId}`, reportLine(report));
      if (failure !== undefined) lines.push(`RequestId: ${report.requestId} ${failure}`);
    },
    initFailed({ initDurationMs, failure, isTimeout }, phase) {
      lines.push(
        [
          `INIT_REPORT Init Duration: ${milliseconds(initDurationMs)}`,
          `Phase: ${phase}`,
          `Status: ${isTimeout ? 'timeout' : 'error'}`,
          `Error Type: ${failure.error.errorType}`,
        ].join('\t'),
      );
    },
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}

function reportLine(report: InvocationReport): string {
  return [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${milliseconds(report.durationMs)}`,
    `Billed Duration: ${report.billedDurationMs} ms`,
    `Memory Size: ${report.memoryMb} MB`,
    ...(report.maxMemoryUsedMb === null ? [] : [`Max Memory Used: ${report.maxMemoryUsedMb} MB`]),
    ...(report.initDurationMs === null
      ? []
      : [`Init Duration: ${milliseconds(report.initDurationMs)}`]),
    ...(report.status === undefined ? [] : [`Status: ${report.status}`]),
  ].join('\t');
}

function milliseconds(duration: number): string {
  return `${duration.toFixed(2)} ms`;
}
