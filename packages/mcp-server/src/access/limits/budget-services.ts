import { SpendError } from '@bedrock-spend/core';
import type { BillReader } from '@bedrock-spend/core/billing';

import type { CheckSetup, Services } from '../../tools/tool.ts';
import { budgetedSource, type SourceBudget } from './budgeted-source.ts';
import { requestRefused, type Budgets } from './budgets.ts';

/** The same services, as long as there is money for what they ask of AWS. */
export function budgetServices(services: Services, budgets: Budgets): Services {
  const { scanned, paid, refuse } = budgets;
  const { source, bill, setup } = services;
  return {
    ...services,
    source: scanned === null ? source : budgetedSource(source, { budget: scanned, refuse }),
    bill: bill === undefined || paid === null ? bill : budgetedBill(bill, { budget: paid, refuse }),
    setup:
      setup === undefined || (scanned === null && paid === null)
        ? setup
        : budgetedSetup(setup, budgets),
  };
}

/** Each request is taken from the budget before it is made. */
function budgetedBill(bill: BillReader, { budget, refuse }: SourceBudget): BillReader {
  return {
    read: (request) =>
      bill.read({
        ...request,
        async beforeRequest() {
          if (!(await budget.takeOne())) throw refuse(requestRefused(budget));
          await request.beforeRequest?.();
        },
      }),
  };
}

/** What it scans is not told, and little: one minute of each log group. */
function budgetedSetup(setup: CheckSetup, { scanned, paid, refuse }: Budgets): CheckSetup {
  return async (options) => {
    if (options.paidChecks === true) {
      const isScanned = scanned !== null && (await scanned.used()) >= scanned.limit;
      // It makes two requests to Cost Explorer.
      const isPaid = paid !== null && !((await paid.takeOne()) && (await paid.takeOne()));
      if (isScanned || isPaid) throw refuse(checksRefused());
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
