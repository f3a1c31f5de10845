import { parsePrincipal } from '@bedrock-spend/core';

import type { ColumnRule } from './column-rule.ts';

/**
 * The ARN of a caller without what is not to be shown of it, so that whatever reads it cannot tell. Role
 * and person, where they are shown, can still be read from it.
 */
export function shownPrincipal(arn: string, columns: ColumnRule): string {
  if (arn === '' || columns.shows('principal')) return arn;
  const { kind, role, person } = parsePrincipal(arn);
  const showsRole = columns.shows('role');
  const shownPerson = columns.shows('person') ? person : null;
  const [, partition = 'aws', , , account = ''] = arn.split(':');
  if (!showsRole) return shownPerson === null ? '' : federated(shownPerson);
  switch (kind) {
    case 'assumed-role':
      return shownPerson === null
        ? `arn:${partition}:iam::${account}:role/${role}`
        : `arn:${partition}:sts::${account}:assumed-role/${role}/${shownPerson}`;
    case 'role':
    case 'root':
      return arn;
    case 'user':
      return person === null || shownPerson !== null ? arn : '';
    case 'federated-user':
      return shownPerson === null ? '' : arn;
    default:
      return '';
  }

  function federated(name: string): string {
    return `arn:${partition}:sts::${account}:federated-user/${name}`;
  }
}
