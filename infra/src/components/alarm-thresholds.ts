import type { Config } from '../config/parse-config.ts';
import type { AlarmSubject } from './alarm-definitions.ts';

// $0.50 of CloudWatch Logs Insights in us-east-1, $1 of Cost Explorer.
const usualBytes = 100_000_000_000;
const usualPaidRequests = 100;

/** When somebody is told what the server itself spends: before its own limits stop it. */
export function alarmThresholds({
  alarms,
  limits,
}: Pick<Config, 'alarms' | 'limits'>): Pick<
  AlarmSubject,
  'scannedBytesPerDay' | 'paidRequestsPerDay'
> {
  return {
    scannedBytesPerDay:
      alarms?.scannedBytesPerDay ?? nearLimit(limits?.scannedBytesPerDay, usualBytes),
    paidRequestsPerDay:
      alarms?.paidRequestsPerDay ?? nearLimit(limits?.paidRequestsPerDay, usualPaidRequests),
  };
}

/** Null where nothing may be spent: then there is nothing to watch. */
function nearLimit(limit: number | undefined, usual: number): number | null {
  if (limit === undefined) return usual;
  return limit === 0 ? null : Math.floor(limit * 0.8);
}
