import { noValue, parsePrincipal, type Report } from '@bedrock-spend/core';

/** What is remembered by its name, to be proposed to people who type. */
export type NameKind = 'region' | 'account' | 'logGroup' | 'model' | 'person';

/** Names that reports of this server have shown. People among them are personal data: kept in memory only. */
export interface KnownNames {
  /** Keeps the names of a report that a caller was shown. */
  remember(report: Pick<Report, 'sections' | 'sources'>): void;
  /** Those of one kind, the ones that matter most in the latest report first. */
  seen(kind: NameKind): readonly string[];
}

/** Enough for a large team, and little memory whatever logs hold. */
const defaultLimit = 1000;
const longestName = 256;

/** Makes an empty memory that keeps at most `limit` names of each kind, and forgets the oldest. */
export function createKnownNames(limit: number = defaultLimit): KnownNames {
  const names: Readonly<Record<NameKind, Set<string>>> = {
    region: new Set(),
    account: new Set(),
    logGroup: new Set(),
    model: new Set(),
    person: new Set(),
  };

  return {
    remember({ sections, sources }) {
      const keysOf = (section: string) => (sections[section] ?? []).map(({ key }) => key);
      const principals = keysOf('byPrincipal').map(parsePrincipal);
      keep('region', keysOf('byRegion'));
      keep('model', keysOf('byModel'));
      keep('account', [...keysOf('byAccount'), ...principals.map(({ accountId }) => accountId)]);
      keep('person', [...keysOf('byPerson'), ...principals.map(({ person }) => person)]);
      keep('logGroup', sources.map(logGroupOf));
    },
    seen: (kind) => [...names[kind]].toReversed(),
  };

  /** The first of them ends up as the latest: sections begin with what matters most. */
  function keep(kind: NameKind, found: readonly (string | null)[]): void {
    const known = names[kind];
    for (const name of found.toReversed()) {
      if (name === null || name === '' || name === noValue || name.length > longestName) continue;
      known.delete(name);
      known.add(name);
    }
    for (const oldest of known) {
      if (known.size <= limit) break;
      known.delete(oldest);
    }
  }
}

/** Sources of CloudWatch are named by account, region and log group. */
function logGroupOf({ kind, name }: Report['sources'][number]): string | null {
  return kind === 'cloudwatch' ? (name.split(/\s+/).at(-1) ?? null) : null;
}
