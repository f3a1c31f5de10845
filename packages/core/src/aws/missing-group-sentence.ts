import { closestName } from '../model/closest-name.ts';
import type { AwsCall } from './aws-error.ts';

const listedGroups = 3;

/** Says that a log group does not exist, and what there is instead, as far as somebody has looked. */
export function missingGroupSentence(
  logGroup: string,
  { accountId, region, ...known }: Omit<AwsCall, 'action'>,
): string {
  const account = accountId === undefined ? 'the account' : `account ${accountId}`;
  const where = region === undefined ? account : `${account}, ${region}`;
  return `The log group ${logGroup} does not exist in ${where}: ${adviceFor(logGroup, known)}`;
}

type Known = Pick<AwsCall, 'existingLogGroups' | 'loggingTo' | 'loggingToS3'>;

function adviceFor(logGroup: string, known: Known): string {
  const { existingLogGroups: names = [], loggingTo } = known;
  if (loggingTo !== undefined && loggingTo !== null && loggingTo !== logGroup) {
    return `Bedrock writes its log to ${loggingTo} there; name that with --log-group.`;
  }
  const meant = closestName(logGroup, names);
  const question = meant === null ? '' : `did you mean ${meant}? `;
  if (loggingTo === null) return `${question}${elsewhere(known)}`;
  if (meant !== null) return question.trimEnd();
  const bedrock = names.filter((name) => /bedrock/i.test(name)).slice(0, listedGroups);
  if (bedrock.length > 0) return `log groups there with such a name are ${bedrock.join(', ')}.`;
  return 'check its name and the region, and with `bedrock-spend doctor` whether logging is on.';
}

function elsewhere({ loggingToS3 }: Known): string {
  return loggingToS3 === undefined
    ? 'model invocation logging is off there; `bedrock-spend doctor` shows how to switch it on.'
    : `model invocation logging writes to ${loggingToS3} there, not to CloudWatch Logs; copy that with \`aws s3 sync\` and read it with --source files.`;
}
