import type { Caller, Scope } from './caller.ts';

/** Whether a caller may use something that needs a scope. */
export function isAllowed({ scope }: { scope?: Scope | undefined }, { scopes }: Caller): boolean {
  return scope === undefined || scopes.includes(scope);
}
