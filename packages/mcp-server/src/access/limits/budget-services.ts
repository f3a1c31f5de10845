import { SpendError } from '@bedrock-spend/core';
import type { BillReader } from '@bedrock-spend/core/billing';

import type { CheckSetup, Services } from '../../tools/tool.ts';
import { budgetedSource } from './budgeted-source.ts';
import { requestRefused, type Budgets } from './budgets.ts';
import type { DayBudget } from './day-budget.ts';

/** The same services, as long as there is money for what they ask of AWS. */
export function budgetServices(services: Services, { scanned, paid }: Budgets): Services {
  const { source, bill, setup } = services;
  return {
    ...services,
    source: scanned === null ? source : budgetedSource(source, scanned),
    bill: bill === undefined || paid === null ? bill : budgetedBill(bill, paid),
    setup:
      setup === undefined || (scanned === null && paid === null)
        ? setup
        : budgetedSetup(setup, { scanned, paid }),
  };
}

/** Each request is taken from the budget before it is made. */
function budgetedBill(bill: BillReader, paid: DayBudget): BillReader {
  return {
    read: (request) =>
      bill.read({
        ...request,
        async beforeRequest() {
          if (!(await paid.takeOne())) throw requestRefused(paid);
          await request.beforeRequest?.();
        },
      }),
  };
}

/** What it scans is not told, and little: one minute of each log group. */
function budgetedSetup(setup: CheckSetup, { scanned, paid }: Omit<Budgets, 'told'>): CheckSetup {
  return async (options) => {
    if (options.paidChecks === true) {
      const isScanned = scanned !== null && (await scanned.used()) >= scanned.limit;
      // It makes two requests to Cost Explorer.
      const isPaid = paid !== null && !((await paid.takeOne()) && (await paid.takeOne()));
      if (isScanned || isPaid) throw checksRefused();
    }
    return setup(options);
  };
}

function checksRefused(): SpendError {
  return new SpendError(
    'QUERY_FAILED',
    "The server's budget of today does not allow checks that cost money; it starts anew at 00:00 UTC. Leave paid_checks out for those that are free.",
  );
}
