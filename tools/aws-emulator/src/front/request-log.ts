import type { ServiceName } from '../services/service.ts';
import type { FaultKind } from './faults.ts';

/** One call as the emulator saw it. It never holds keys, tokens of sessions or messages of events. */
export interface LoggedRequest {
  service: ServiceName;
  operation: string;
  /** Null when the signature was refused. */
  accountId: string | null;
  region: string | null;
  input: Record<string, unknown>;
  /** Null while the call runs, and when the client hung up before the answer. */
  status: number | null;
  errorCode: string | null;
  /** The fault that was injected into this call. */
  fault: FaultKind | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Null while the call runs. */
  durationMs: number | null;
}

export interface RequestFilter {
  service?: ServiceName;
  operation?: string;
}

export interface RequestLog {
  add(request: LoggedRequest): void;
  find(filter: RequestFilter): LoggedRequest[];
  clear(): void;
}

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  return {
    add(request) {
      requests.push(request);
    },
    find: ({ service, operation }) =>
      requests.filter(
        (request) =>
          (service ?? request.service) === request.service &&
          (operation ?? request.operation) === request.operation,
      ),
    clear() {
      requests = [];
    },
  };
}

/** The input without what a log must not hold. */
export function loggableInput(input: Record<string, unknown>): Record<string, unknown> {
  const { logEvents, ExternalId, ...rest } = input;
  return {
    ...rest,
    ...(Array.isArray(logEvents) && { logEvents: logEvents.length }),
    ...(ExternalId !== undefined && { ExternalId: '***' }),
  };
}
