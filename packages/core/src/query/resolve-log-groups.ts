import { checkedList } from './checked-list.ts';
import { invalidQuery, quoted } from './invalid-query.ts';

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
const namePattern = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/** The log groups asked for, each once; empty means those of the source. */
export function resolveLogGroups(logGroups: readonly string[] = []): string[] {
  const wrong = checkedList('logGroups', logGroups).find((name) => !namePattern.test(name));
  if (wrong !== undefined) {
    throw invalidQuery(
      `Give a log group by its name, such as /aws/bedrock/modelinvocations, not ${quoted(wrong)}.`,
    );
  }
  return [...new Set(logGroups)];
}
