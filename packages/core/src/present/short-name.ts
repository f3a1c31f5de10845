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

/**
 * Short names of the principals of a section: with the account where two would look the same, and the
 * whole ARN where they still would.
 */
export function principalNames(arns: readonly string[]): Map<string, string> {
  const forms = [shortPrincipal, principalWithAccount];
  const names = new Map<string, string>();
  let rest = arns;
  for (const form of forms) {
    const found = Map.groupBy(rest, form);
    for (const [name, [arn = '', ...others]] of found)
      if (others.length === 0) names.set(arn, name);
    rest = rest.filter((arn) => !names.has(arn));
  }
  for (const arn of rest) names.set(arn, arn);
  return names;
}

function principalWithAccount(arn: string): string {
  const { accountId } = parsePrincipal(arn);
  return accountId === null ? arn : `${accountId}:${shortPrincipal(arn)}`;
}
