import type { PricedUnit } from './unit-prices.ts';

/** What a month is taken to hold; the rest follows. */
export interface Month {
  /** Calls of tools. */
  calls: number;
  memoryMb: number;
  alarms: number;
  metrics: number;
}

/** What goes with a call, and where it was seen. */
export const assumptions = {
  /** A report from CloudWatch Logs waits for a query, which takes AWS seconds. */
  callSeconds: 3,
  callsOfSession: 20,
  /** `initialize`, `notifications/initialized` and the GET that is answered 405. */
  requestsToOpenSession: 3,
  requestSeconds: 0.02,
  /** Opening the session's state, then four looks a second for a cancellation, all consistent. */
  tableReadsOfCall: 13,
  /** The sum of bytes scanned in the day, before and after the query. */
  tableWritesOfCall: 2,
  /** Two lines of the server, three of Lambda, one of metrics, one of API Gateway. */
  logBytesOfCall: 2500,
  /** The layers of the base image, compressed, and a few versions of ours. */
  imageGigabytes: 0.3,
} as const;

/** How many units of each kind a month takes. */
export function monthOfUse({
  calls,
  memoryMb,
  alarms,
  metrics,
}: Month): Record<PricedUnit, number> {
  const openings = (calls / assumptions.callsOfSession) * assumptions.requestsToOpenSession;
  const requests = Math.ceil(calls + openings);
  const seconds = calls * assumptions.callSeconds + openings * assumptions.requestSeconds;
  return {
    lambdaGigabyteSeconds: seconds * (memoryMb / 1024),
    lambdaRequests: requests,
    apiRequests: requests,
    tableReads: calls * assumptions.tableReadsOfCall,
    tableWrites: calls * assumptions.tableWritesOfCall,
    logGigabytes: (requests * assumptions.logBytesOfCall) / 1e9,
    alarmMonths: alarms,
    // A metric costs nothing in a month that nobody sends it in.
    metricMonths: calls === 0 ? 0 : metrics,
    secretMonths: 1,
    imageGigabyteMonths: assumptions.imageGigabytes,
  };
}
