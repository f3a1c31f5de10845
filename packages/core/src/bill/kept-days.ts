import type { BilledDay, BillRequest } from './billed-usage.ts';

/** Keeps texts by key and day. */
export interface BillDayStore {
  get(key: string, days: readonly string[]): Promise<ReadonlyMap<string, string>>;
  put(key: string, days: ReadonlyMap<string, string>): Promise<void>;
}

/** Counted up when what is asked, or what is kept of it, changes. */
const version = 1;

export interface KeptDay {
  day: BilledDay;
  /** Services that were listed when the day was read. */
  services: readonly string[];
}

export function createKeptDays(
  store: BillDayStore | null,
  {
    accountId,
    accounts,
    regions,
  }: Pick<BillRequest, 'accounts' | 'regions'> & { accountId: string },
) {
  const key = JSON.stringify({
    version,
    accountId,
    accounts: accounts.toSorted(),
    regions: regions.toSorted(),
  });
  return {
    async get(dates: readonly string[]): Promise<ReadonlyMap<string, KeptDay>> {
      if (store === null) return new Map();
      const texts = await store.get(key, dates);
      return new Map([...texts].map(([date, text]) => [date, JSON.parse(text) as KeptDay]));
    },
    async put(days: readonly BilledDay[], services: readonly string[]): Promise<void> {
      if (store === null || days.length === 0) return;
      await store.put(
        key,
        new Map(days.map((day) => [day.date, JSON.stringify({ day, services } satisfies KeptDay)])),
      );
    },
  };
}
