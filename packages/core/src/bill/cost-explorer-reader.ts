import type { BillReader } from './billed-usage.ts';
import type { BillDayStore } from './kept-days.ts';
import { readBill } from './read-bill.ts';
import type { AwsAccessOptions } from '../aws/access-options.ts';
import { createAwsAccess } from '../aws/aws-access.ts';

/**
 * Whose bill to read.
 *
 * @example
 * const options: CostExplorerOptions = { profile: 'billing', cache: store.bill };
 */
export interface CostExplorerOptions extends Pick<AwsAccessOptions, 'profile' | 'region'> {
  /** Where days that do not change any more are kept, so that they are paid for once. Default: nowhere. */
  cache?: BillDayStore | null | undefined;
}

/**
 * Reads the bill with Cost Explorer, which charges $0.01 for each request. The credentials' own account
 * sees its own costs, and those of its member accounts where it is the payer.
 *
 * @example
 * const reader = costExplorerReader({ profile: 'billing' });
 * const bill = await createBill(null, { month: '2026-10' }, { reader });
 */
export function costExplorerReader(options: CostExplorerOptions = {}): BillReader {
  const { profile, cache = null } = options;
  return {
    async read(request) {
      const access = createAwsAccess(options, { now: () => request.now, anyRegion: 'us-east-1' });
      const { accountId } = await access.identity();
      const { clients } = await access.place(accountId, await access.homeRegion());
      const { costExplorer } = clients;
      try {
        return await readBill({ ...request, costExplorer, accountId, profile, cache });
      } finally {
        clients.destroy();
      }
    },
  };
}
