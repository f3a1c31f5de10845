import { invalidQuery, quoted } from './invalid-query.ts';
import { resolveAccounts } from './resolve-accounts.ts';
import { resolveLogGroups } from './resolve-log-groups.ts';
import { resolveRegions } from './resolve-regions.ts';

/** What a user says about accounts, regions and roles of AWS. */
export interface AccessInput {
  region?: string | undefined;
  regions?: readonly string[] | undefined;
  accounts?: readonly string[] | undefined;
  roleName?: string | undefined;
  externalId?: string | undefined;
  logGroups?: readonly string[] | undefined;
}

export interface CheckedAccess {
  /** `null`: all; empty: none was named. */
  regions: readonly string[] | null;
  accounts: readonly string[];
  logGroups: readonly string[];
}

// A path may stand before the name; https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
const roleNamePattern = /^[\w+=,.@-]+(?:\/[\w+=,.@-]+)*$/;
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
const externalIdPattern = /^[\w+=,.@:/-]{2,1224}$/;

/** Checks every name before AWS is asked for anything. */
export function checkAccess(input: AccessInput): CheckedAccess {
  const { region, regions = [], accounts, roleName, externalId, logGroups } = input;
  if (region !== undefined) resolveRegions(region === 'all' ? ['ALL'] : [region]);
  if (roleName !== undefined && !roleNamePattern.test(roleName)) {
    throw invalidQuery(
      `Give a role by its name, such as BedrockSpendReader, without an ARN, not ${quoted(roleName)}.`,
    );
  }
  if (externalId !== undefined && !externalIdPattern.test(externalId)) {
    throw invalidQuery(
      'Give an external id of 2 to 1224 letters, digits and +=,.@:/- as the trust policy has it.',
    );
  }
  return {
    regions: regions.includes('all') && regions.length === 1 ? null : resolveRegions(regions),
    accounts: resolveAccounts(accounts),
    logGroups: resolveLogGroups(logGroups),
  };
}

/** A number of things, from 1 on. */
export function checkCount(name: string, count: number | undefined): void {
  if (count === undefined || (Number.isInteger(count) && count >= 1)) return;
  throw invalidQuery(`Give ${name} as a whole number from 1 on, not ${quoted(count)}.`);
}
