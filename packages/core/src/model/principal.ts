/**
 * What sort of identity made a call.
 *
 * @example
 * const kind: PrincipalKind = parsePrincipal('arn:aws:iam::111122223333:root').kind; // 'root'
 */
export type PrincipalKind =
  | 'assumed-role'
  | 'user'
  | 'root'
  | 'federated-user'
  | 'role'
  | 'unknown';

/**
 * An `identity.arn` of the log, taken apart. Session names may be e-mail addresses: personal data.
 *
 * @example
 * const { role, person }: Principal = parsePrincipal('arn:aws:sts::111122223333:assumed-role/team-a/app');
 */
export interface Principal {
  readonly arn: string;
  readonly kind: PrincipalKind;
  readonly accountId: string | null;
  /** Role name of an assumed role; all its sessions together are the role roll-up. */
  readonly role: string | null;
  readonly sessionName: string | null;
  /**
   * Who it is, where the ARN names a person: an SSO session, an e-mail address, a federated user, or a
   * pseudonym of the form `person-xxxxxxxx`.
   */
  readonly person: string | null;
}

// IAM Identity Center puts the user's name into the session of roles with this prefix.
// https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
const identityCenterRolePrefix = 'AWSReservedSSO_';

/**
 * Takes a principal's ARN apart. Never throws: what it cannot read is of kind `unknown`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 * @example
 * parsePrincipal('arn:aws:sts::111122223333:assumed-role/team-a/app').role; // 'team-a'
 */
export function parsePrincipal(arn: string): Principal {
  const parts = arn.split(':');
  const resource = parts.slice(5).join(':');
  const accountId = /^\d{12}$/.test(parts[4] ?? '') ? (parts[4] ?? null) : null;
  const [kind, ...path] = resource.split('/');
  const unknown: Principal = {
    arn,
    kind: 'unknown',
    accountId,
    role: null,
    sessionName: null,
    person: null,
  };
  if (parts[0] !== 'arn' || kind === undefined) return unknown;
  if (kind === 'root' && path.length === 0) return { ...unknown, kind: 'root' };
  // A path may stand before the name: user/division/team/name.
  const name = path.at(-1);
  if (name === undefined || name === '') return unknown;
  switch (kind) {
    case 'assumed-role': {
      const role = path[0] ?? null;
      const sessionName = path.length > 1 ? path.slice(1).join('/') : null;
      return { ...unknown, kind, role, sessionName, person: sessionPerson(role, sessionName) };
    }
    case 'user':
      return { ...unknown, kind, person: isPersonal(name) ? name : null };
    case 'federated-user':
      return { ...unknown, kind, person: name };
    case 'role':
      return { ...unknown, kind, role: name };
    default:
      return unknown;
  }
}

function sessionPerson(role: string | null, sessionName: string | null): string | null {
  if (sessionName === null) return null;
  return role?.startsWith(identityCenterRolePrefix) === true || isPersonal(sessionName)
    ? sessionName
    : null;
}

// What stands for a person whose name was replaced before logs came here, as by a keyed hash.
const pseudonym = /^person-[0-9a-z]{8}$/;

function isPersonal(name: string): boolean {
  return /^[^@\s/]+@[^@\s/]+\.[^@\s/]+$/.test(name) || pseudonym.test(name);
}
