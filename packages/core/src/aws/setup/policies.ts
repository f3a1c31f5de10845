import { permissions, type NeededFor, type PermissionPlace } from '../permissions.ts';
import type { PolicyDocument } from '../../model/setup-report.ts';

type Statement = PolicyDocument['Statement'][number];

export interface ReaderPolicyOptions {
  partition: string;
  /** Account that the policy is for. */
  accountId: string;
  /** What is read in it; region `*` for all. */
  logGroups: readonly { region: string; logGroup: string }[];
  /** Roles to assume in other accounts. */
  roles: readonly { accountId: string; roleName: string }[];
  /** The bill is asked for in this account. */
  readsBill: boolean;
}

/**
 * The least that reading usage takes, as an IAM policy of the reader: every action of the table of
 * permissions that these settings lead to, on the narrowest resources that IAM knows for it.
 */
export function readerPolicy(options: ReaderPolicyOptions): PolicyDocument {
  const statements = new Map<string, { actions: Set<string>; resources: Set<string> }>();
  for (const [action, permission] of Object.entries(permissions)) {
    const places = placesOf(permission.neededFor, options);
    if (places.length === 0) continue;
    const statement = statements.get(permission.statement) ?? newStatement();
    statements.set(permission.statement, statement);
    statement.actions.add(action);
    for (const place of places) statement.resources.add(permission.resource(place));
  }
  return {
    Version: '2012-10-17',
    Statement: [...statements].map(([Sid, { actions, resources }]): Statement => ({
      Sid,
      Effect: 'Allow',
      Action: [...actions],
      Resource: [...resources],
    })),
  };
}

function newStatement() {
  return { actions: new Set<string>(), resources: new Set<string>() };
}

/** Where an action is needed; nowhere if nothing needs it. */
function placesOf(neededFor: NeededFor, options: ReaderPolicyOptions): PermissionPlace[] {
  const { partition, accountId, logGroups, roles } = options;
  const anywhere: PermissionPlace = { partition, accountId, region: '*' };
  switch (neededFor) {
    case 'bill':
      return options.readsBill ? [anywhere] : [];
    case 'other-accounts':
      return roles.map((role) => ({ ...anywhere, ...role }));
    case 'all-regions':
      return logGroups.some(({ region }) => region === '*') ? [anywhere] : [];
    default:
      return logGroups.map((group) => ({ partition, accountId, ...group }));
  }
}

export interface TrustPolicyOptions {
  partition: string;
  /** Account of the reader. */
  accountId: string;
  externalId: string | undefined;
}

/** Lets an account, and who it allows to, assume the role that the policy is put on. */
export function trustPolicy({
  partition,
  accountId,
  externalId,
}: TrustPolicyOptions): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LetTheReaderIn',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: ['sts:AssumeRole'],
        ...(externalId === undefined
          ? {}
          : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  };
}
