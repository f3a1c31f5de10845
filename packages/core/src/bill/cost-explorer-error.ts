import { awsError } from '../aws/aws-error.ts';
import { SpendError } from '../errors.ts';

export interface CostExplorerCall {
  action: 'ce:GetCostAndUsage' | 'ce:GetDimensionValues';
  accountId: string;
  profile: string | undefined;
  since: string;
}

/** An error of Cost Explorer as a sentence that says what to do. */
export function costExplorerError(error: unknown, call: CostExplorerCall): SpendError {
  const { accountId, since } = call;
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'DataUnavailableException') {
    return new SpendError(
      'SOURCE_EMPTY',
      `Cost Explorer has no data for account ${accountId} since ${since}: switch it on in the Billing and Cost Management console (data follow within 24 hours), or ask for later days.`,
      { cause: error },
    );
  }
  const isRefusedPeriod =
    name === 'ValidationException' && /\b14 months\b|historical/i.test(message);
  // The exception is the answer for days that are years ago.
  if (isRefusedPeriod || name === 'BillExpirationException') {
    return new SpendError(
      'INVALID_QUERY',
      `Cost Explorer keeps days for 14 months, and ${since} is before that: ask for later days.`,
      { cause: error },
    );
  }
  if (name === 'LimitExceededException' || name === 'ThrottlingException') {
    return new SpendError(
      'THROTTLED',
      `Cost Explorer was asked too often for account ${accountId}: try again in a minute.`,
      { cause: error },
    );
  }
  return awsError(error, { ...call, region: 'us-east-1' });
}
