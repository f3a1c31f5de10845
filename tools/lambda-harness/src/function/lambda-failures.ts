import type { InstanceEnding } from '../instance/instance.ts';
import { ownError, type ReportedError } from '../runtime-api/reported-error.ts';

/** A call took longer than the function's timeout. */
export function timedOut(requestId: string, timeoutMs: number): ReportedError {
  return ownError({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds(timeoutMs)} seconds`,
  });
}

/** The program did not ask for a call in time. */
export function initTimedOut(timeoutMs: number): ReportedError {
  return ownError({
    errorType: 'Sandbox.Timedout',
    errorMessage: `Error: Init timed out after ${seconds(timeoutMs)} seconds`,
  });
}

/** The program ended, which a runtime never does by itself; without a call it ended in its start. */
export function exitError({ exitCode, signal }: InstanceEnding, requestId?: string): ReportedError {
  const call = requestId === undefined ? '' : `RequestId: ${requestId} `;
  return ownError({
    errorType: 'Runtime.ExitError',
    errorMessage: `${call}Error: ${howItEnded(exitCode, signal)}`,
  });
}

function howItEnded(exitCode: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) {
    return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  }
  return exitCode === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${exitCode}`;
}

const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGTERM: 'terminated',
  SIGSEGV: 'segmentation fault',
  SIGABRT: 'aborted',
};

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
