import { parsePrincipal } from '../model/principal.ts';

// IAM Identity Center wraps the name of a permission set: AWSReservedSSO_Developer_0123456789abcdef.
const permissionSetRole = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/**
 * A principal as people know it: `role/session`, `user/name`, the permission set instead of the role
 * that IAM Identity Center makes of it. Anything else, and whatever is not an ARN, stays as it is.
 */
export function shortPrincipal(arn: string): string {
  const { kind, role, sessionName } = parsePrincipal(arn);
  if (kind === 'assumed-role' && role !== null) {
    const name = permissionSetRole.exec(role)?.[1] ?? role;
    return sessionName === null ? name : `${name}/${sessionName}`;
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
