import { SpendError } from '@bedrock-spend/core';

export interface LogGroupRule {
  allows(logGroup: string): boolean;
  /** What is read where a question names no log group. */
  usual(): readonly string[];
}

/** Where Bedrock logs to unless somebody has chosen another name. */
const usualLogGroup = '/aws/bedrock/modelinvocations';

/** Reads a list of names, and of beginnings of names with a `*` at the end. */
export function logGroupRule(allowed: readonly string[]): LogGroupRule {
  const names = allowed.filter((name) => !name.endsWith('*'));
  const beginnings = allowed.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));

  function allows(logGroup: string): boolean {
    if (names.includes(logGroup)) return true;
    // AWS takes such a name as it is, but whoever made it up means to get elsewhere.
    if (logGroup.split('/').some((part) => part === '..' || part === '.')) return false;
    return beginnings.some((beginning) => logGroup.startsWith(beginning));
  }

  return {
    allows,
    usual() {
      if (allows(usualLogGroup)) return [usualLogGroup];
      if (names.length > 0) return names;
      throw new SpendError(
        'INVALID_QUERY',
        `Name a log group with --log-group: this server reads those called ${allowed.join(', ')}.`,
      );
    },
  };
}
