import type { Caller, Scope } from '../access/caller.ts';
import { isAllowed } from '../access/is-allowed.ts';
import { pageAt, pagesOf, type Page } from './page.ts';

/**
 * Lists for each caller what it may use. Made once for every set of scopes: clients ask for lists far
 * more often than they change, which is never while a server runs.
 */
export function pagesFor<Definition extends { scope?: Scope | undefined }, Description>(
  definitions: readonly Definition[],
  describe: (definition: Definition) => Description,
): (caller: Caller, cursor?: string) => Page<Description> {
  const made = new Map<string, readonly Page<Description>[]>();
  return (caller, cursor) => {
    const key = caller.scopes.toSorted().join(' ');
    const known = made.get(key);
    if (known !== undefined) return pageAt(known, cursor);
    const mine = definitions.filter((definition) => isAllowed(definition, caller));
    const pages = pagesOf(mine.map(describe));
    made.set(key, pages);
    return pageAt(pages, cursor);
  };
}
