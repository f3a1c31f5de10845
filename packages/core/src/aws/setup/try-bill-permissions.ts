import { askAws, callOptions } from '../ask-aws.ts';
import type { AwsPlace } from '../aws-access.ts';
import { notTried, permissionCheck, tryCall, type PermissionCheck } from './permission-check.ts';
import type { TryOptions } from './try-log-permissions.ts';

const dayMs = 86_400_000;

/** Tries to ask for the bill of one day. */
export async function tryBillPermissions(
  { clients, accountId, region }: AwsPlace,
  { paidChecks, names, now, signal }: TryOptions,
): Promise<PermissionCheck[]> {
  const where = { accountId, region };
  if (!paidChecks) {
    const paidOnly = notTried(
      `a request of Cost Explorer costs $0.01: ${names.paidChecks} tries it`,
    );
    return [
      permissionCheck('ce:GetDimensionValues', where, paidOnly),
      permissionCheck('ce:GetCostAndUsage', where, paidOnly),
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
