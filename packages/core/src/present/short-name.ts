import { parsePrincipal } from '../model/principal.ts';

/**
 * A principal as people know it: `role/session`, `user/name`. Anything else, and whatever is not an
 * ARN, stays as it is.
 */
export function shortPrincipal(arn: string): string {
  const { kind, role, sessionName } = parsePrincipal(arn);
  if (kind === 'assumed-role' && role !== null) {
    return sessionName === null ? role : `${role}/${sessionName}`;
  }
  return kind === 'unknown' ? arn : arn.split(':').slice(5).join(':');
}

/** Short names of the principals of a section; with the account where two would look the same. */
export function principalNames(arns: readonly string[]): Map<string, string> {
  const seen = new Map<string, number>();
  for (const arn of arns) {
    const name = shortPrincipal(arn);
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return new Map(
    arns.map((arn) => {
      const name = shortPrincipal(arn);
      const account = parsePrincipal(arn).accountId;
      return [arn, (seen.get(name) ?? 0) > 1 && account !== null ? `${account}:${name}` : name];
    }),
  );
}
