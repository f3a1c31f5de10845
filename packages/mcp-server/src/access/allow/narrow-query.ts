import { noValue, SpendError, type Filter, type ResolvedQuery } from '@bedrock-spend/core';

import type { AllowList } from './allow-list.ts';
import type { ColumnRule } from './column-rule.ts';
import { logGroupRule } from './log-group-rule.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What of a question says whose calls to read. */
export type Places = Pick<ResolvedQuery, 'regions' | 'allRegions' | 'accounts'>;

/** What of a question says what to show. */
export type Shown = Pick<ResolvedQuery, 'groupBy' | 'where'>;

export interface QueryRule {
  /** The same question, of nothing but what is allowed. Throws where it names more. */
  places<Asked extends Places>(asked: Asked): Asked;
  /** The log groups to read. Throws where others are named. */
  logGroups(asked: readonly string[]): readonly string[];
  /** Throws where a question asks for what is not shown. */
  checkShown(asked: Shown): void;
}

/**
 * Keeps questions to what the operator allows. Names have to be checked and written as AWS writes them:
 * nothing here trims, splits or changes case.
 *
 * @throws SpendError `INVALID_QUERY`, from all of its functions, with a sentence that names what is allowed.
 */
export function queryRule(
  { accounts, regions, logGroups }: AllowList,
  { columns, pseudonyms }: { columns: ColumnRule; pseudonyms: Pseudonyms | null },
): QueryRule {
  const groups = logGroups === undefined ? null : logGroupRule(logGroups);

  return {
    places(asked) {
      return {
        ...asked,
        accounts: allowedOf(asked.accounts, accounts, 'account'),
        regions: allowedOf(asked.regions, regions, 'region'),
        allRegions: asked.allRegions && regions === undefined,
      };
    },
    logGroups(asked) {
      if (groups === null) return asked;
      if (asked.length === 0) return groups.usual();
      const refused = asked.find((name) => !groups.allows(name));
      if (refused !== undefined) throw beyond(`log group ${refused}`, logGroups ?? []);
      return asked;
    },
    checkShown({ groupBy, where }) {
      const dimensions = [...groupBy, ...where.map(({ dimension }) => dimension)];
      const hidden = dimensions.find((dimension) => !columns.shows(dimension));
      if (hidden !== undefined) throw columns.refusal(hidden);
      for (const filter of where) {
        checkFilter(filter, { dimension: 'account', allowed: accounts });
        checkFilter(filter, { dimension: 'region', allowed: regions });
        pseudonyms?.checkFilter(filter);
      }
    },
  };
}

/** Those asked for, all of them allowed; all that are allowed where none is asked for. */
function allowedOf(
  asked: readonly string[],
  allowed: readonly string[] | undefined,
  what: string,
): readonly string[] {
  if (allowed === undefined) return asked;
  const refused = asked.find((name) => !allowed.includes(name));
  if (refused !== undefined) throw beyond(`${what} ${refused}`, allowed);
  return asked.length > 0 ? asked : [...new Set(allowed)].sort();
}

/** It could only answer that there is nothing, which is not known. */
function checkFilter(
  { dimension: asked, values }: Filter,
  {
    dimension,
    allowed,
  }: { dimension: 'account' | 'region'; allowed: readonly string[] | undefined },
): void {
  if (asked !== dimension || allowed === undefined) return;
  const refused = values.find((value) => value !== noValue && !allowed.includes(value));
  if (refused !== undefined) throw beyond(`${dimension} ${JSON.stringify(refused)}`, allowed);
}

const mostNamed = 20;

function beyond(what: string, allowed: readonly string[]): SpendError {
  const named = allowed.slice(0, mostNamed).join(', ');
  const more = allowed.length > mostNamed ? ` and ${allowed.length - mostNamed} more` : '';
  return new SpendError(
    'INVALID_QUERY',
    `This server may not read ${what}; it reads ${named}${more}.`,
  );
}
