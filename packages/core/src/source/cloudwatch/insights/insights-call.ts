import type { AwsCall } from '../../../aws/aws-error.ts';
import type { EngineContext } from '../engine-context.ts';

/** What was asked of AWS, for the sentence of an error. */
export function insightsCall(
  { accountId, region, logGroup }: EngineContext,
  action: string,
): AwsCall {
  return { action, accountId, region, logGroup };
}
