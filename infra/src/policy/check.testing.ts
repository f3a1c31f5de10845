import type { PolicedResource, PolicyCheck } from './policy-check.ts';

/** What a check finds, a line for each. */
export function problems(check: PolicyCheck, ...resources: PolicedResource[]): string[] {
  return check(resources).map(({ resource, problem }) => `${resource} ${problem}`);
}

/** A resource as a program could register it. */
export function resource(type: string, inputs: object): PolicedResource {
  return { type, name: 'a', inputs: { ...inputs } };
}

/** A policy of one statement. */
export function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
