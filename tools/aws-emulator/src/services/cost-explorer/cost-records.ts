import type { CostRecord } from '../../state/emulator-config.ts';
import { AwsError, type ServiceCall } from '../service.ts';

/** The account's records, each with the account that used the service. */
export function costRecords(call: ServiceCall): CostRecord[] {
  const records = call.state.accounts.get(call.accountId)?.costs ?? [];
  if (records.length === 0) {
    throw new AwsError(
      'DataUnavailableException',
      'Data is not available. Please try to adjust the time period. If just enabled Cost Explorer, data might not be ingested yet',
    );
  }
  return records.map((record) => ({ linkedAccount: call.accountId, ...record }));
}

/** Records within a period, its end excluded. A record lies at the beginning of its day. */
export function recordsWithin(
  records: readonly CostRecord[],
  period: { startMs: number; endMs: number },
): CostRecord[] {
  return records.filter((record) => {
    const timeMs = Date.parse(record.day);
    return timeMs >= period.startMs && timeMs < period.endMs;
  });
}
