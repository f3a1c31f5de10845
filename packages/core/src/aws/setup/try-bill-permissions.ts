import { askAws, callOptions } from '../ask-aws.ts';
import type { AwsPlace } from '../aws-access.ts';
import { notTried, permissionCheck, tryCall, type PermissionCheck } from './permission-check.ts';
import type { TryOptions } from './try-log-permissions.ts';

const paidOnly = 'a request of Cost Explorer costs $0.01: --paid-checks tries it';
const dayMs = 86_400_000;

/** Tries to ask for the bill of one day. */
export async function tryBillPermissions(
  { clients, accountId, region }: AwsPlace,
  { paidChecks, now, signal }: TryOptions,
): Promise<PermissionCheck[]> {
  const where = { accountId, region };
  if (!paidChecks) {
    return [
      permissionCheck('ce:GetDimensionValues', where, notTried(paidOnly)),
      permissionCheck('ce:GetCostAndUsage', where, notTried(paidOnly)),
    ];
  }
  const { GetCostAndUsageCommand, GetDimensionValuesCommand } =
    await import('@aws-sdk/client-cost-explorer');
  const costExplorer = await clients.costExplorer();
  const End = dayOf(now());
  const TimePeriod = { Start: dayOf(new Date(now().getTime() - dayMs)), End };
  const named = await tryCall(() =>
    askAws({ action: 'ce:GetDimensionValues', ...where }, () =>
      costExplorer.send(
        new GetDimensionValuesCommand({ TimePeriod, Dimension: 'SERVICE' }),
        callOptions(signal),
      ),
    ),
  );
  const asked = await tryCall(() =>
    askAws({ action: 'ce:GetCostAndUsage', ...where }, () =>
      costExplorer.send(
        new GetCostAndUsageCommand({
          TimePeriod,
          Granularity: 'DAILY',
          Metrics: ['UnblendedCost'],
        }),
        callOptions(signal),
      ),
    ),
  );
  return [
    permissionCheck('ce:GetDimensionValues', where, named),
    permissionCheck('ce:GetCostAndUsage', where, asked),
  ];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
