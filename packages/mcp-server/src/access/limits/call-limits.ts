import { SpendError } from '@bedrock-spend/core';

/**
 * How much callers may ask for, and what answering may cost. What is left out is not limited, but for
 * the two that say otherwise.
 *
 * @example
 * const limits: CallLimits = { scannedBytesPerDay: 200 * 2 ** 30, paidRequestsPerDay: 100 };
 */
export interface CallLimits {
  /**
   * Messages that one caller may send in a minute, to each instance; others are answered 429 with
   * `Retry-After`. Default 600 where callers are asked who they are, else no limit.
   */
  requestsPerMinute?: number | undefined;
  /**
   * Calls of tools, and reads of resources, that may run at a time for one caller, on each instance.
   * Default 16 where callers are asked who they are, else no limit.
   */
  concurrentCalls?: number | undefined;
  /**
   * Bytes that CloudWatch Logs Insights may scan in a day (UTC) for all callers of all instances that
   * share a session store. What is scanned is known when it is: log groups that are read when the
   * limit is reached are read to their end.
   */
  scannedBytesPerDay?: number | undefined;
  /** Requests to Cost Explorer in a day (UTC), $0.01 each, for all callers likewise. A bill takes three or more. */
  paidRequestsPerDay?: number | undefined;
}

/** Fills in what is usual for a server that others than its own user call. */
export function limitsFor({ isOpen }: { isOpen: boolean }, given: CallLimits = {}): CallLimits {
  if (isOpen) return given;
  const { requestsPerMinute = 600, concurrentCalls = 16 } = given;
  return { ...given, requestsPerMinute, concurrentCalls };
}

const known: Readonly<Record<keyof CallLimits, true>> = {
  requestsPerMinute: true,
  concurrentCalls: true,
  scannedBytesPerDay: true,
  paidRequestsPerDay: true,
};

/**
 * Checks what the operator limits: a mistake would limit nothing.
 *
 * @throws SpendError `INVALID_CONFIG`.
 */
export function checkLimits(limits: CallLimits): void {
  for (const [name, value] of Object.entries(limits)) {
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known).join(', ');
      throw new SpendError(
        'INVALID_CONFIG',
        `There is no limit ${JSON.stringify(name)}: there are ${names}.`,
      );
    }
    const least = name === 'requestsPerMinute' || name === 'concurrentCalls' ? 1 : 0;
    if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= least)) {
      throw new SpendError(
        'INVALID_CONFIG',
        `Give the limit ${name} as a whole number from ${least} on, or leave it out.`,
      );
    }
  }
}
