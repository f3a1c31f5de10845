import type { ServiceName } from '../services/service.ts';

export type FaultKind =
  | 'throttle'
  | 'internal'
  | 'slow'
  | 'reset'
  | 'expired'
  | 'denied'
  | 'unavailable'
  /** Of StartQuery: the query is accepted and ends as Failed. */
  | 'query-failed'
  /** Of StartQuery: the query is accepted and ends as Timeout. */
  | 'query-timeout'
  /** Of StartQuery: the query is not understood. */
  | 'query-malformed';

/** Calls that match everything that is named get the fault. */
export interface Fault {
  service: ServiceName;
  operation?: string;
  accountId?: string;
  region?: string;
  kind: FaultKind;
  /** 3: the third, sixth, ninth … matching call. Every one when absent. */
  everyNth?: number;
  /** How often it happens at all; without end when absent. */
  times?: number;
  /** Waits before the fault, or, for `slow`, before the answer (a second when absent). */
  delayMs?: number;
}

export interface FaultTarget {
  service: ServiceName;
  operation: string;
  accountId: string;
  region: string;
}

interface ActiveFault extends Fault {
  id: string;
  calls: number;
  fired: number;
}

export interface FaultList {
  /** Returns the fault's id. */
  add(fault: Fault): string;
  clear(): void;
  /** The first fault that is due for a call; counts the call for all that match. */
  next(target: FaultTarget): Fault | null;
}

export function createFaultList(): FaultList {
  let faults: ActiveFault[] = [];
  let added = 0;
  return {
    add(fault) {
      added += 1;
      const id = `fault-${added}`;
      faults.push({ ...fault, id, calls: 0, fired: 0 });
      return id;
    },
    clear() {
      faults = [];
    },
    next(target) {
      let due: ActiveFault | null = null;
      for (const fault of faults) {
        if (!matches(fault, target)) continue;
        fault.calls += 1;
        if (due === null && isDue(fault)) due = fault;
      }
      if (due !== null) due.fired += 1;
      return due;
    },
  };
}

function matches(fault: Fault, target: FaultTarget): boolean {
  return (
    fault.service === target.service &&
    (fault.operation ?? target.operation) === target.operation &&
    (fault.accountId ?? target.accountId) === target.accountId &&
    (fault.region ?? target.region) === target.region
  );
}

function isDue(fault: ActiveFault): boolean {
  return fault.fired < (fault.times ?? Infinity) && fault.calls % (fault.everyNth ?? 1) === 0;
}
