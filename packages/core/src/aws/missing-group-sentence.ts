import { closestName } from '../model/closest-name.ts';
import type { AwsCall } from './aws-error.ts';

const listedGroups = 3;

/** Says that a log group does not exist, and what there is instead, as far as somebody has looked. */
export function missingGroupSentence(
  logGroup: string,
  { accountId, region, existingLogGroups, loggingTo }: AwsCall,
): string {
  const account = accountId === undefined ? 'the account' : `account ${accountId}`;
  const where = region === undefined ? account : `${account}, ${region}`;
  return `The log group ${logGroup} does not exist in ${where}: ${adviceFor(logGroup, { existingLogGroups, loggingTo })}`;
}

function adviceFor(
  logGroup: string,
  { existingLogGroups, loggingTo }: Pick<AwsCall, 'existingLogGroups' | 'loggingTo'>,
): string {
  if (loggingTo === null) {
    return 'model invocation logging does not write to CloudWatch there; `bedrock-spend doctor` shows how to switch it on.';
  }
  if (loggingTo !== undefined && loggingTo !== logGroup) {
    return `Bedrock writes its log to ${loggingTo} there; name that with --log-group.`;
  }
  const names = existingLogGroups ?? [];
  const meant = closestName(logGroup, names);
  if (meant !== null) return `did you mean ${meant}?`;
  const bedrock = names.filter((name) => /bedrock/i.test(name)).slice(0, listedGroups);
  if (bedrock.length > 0) return `log groups there with such a name are ${bedrock.join(', ')}.`;
  return 'check its name and the region, and with `bedrock-spend doctor` whether logging is on.';
}
