import type { Page } from '../catalog/page.ts';

type ListName = 'tools' | 'prompts' | 'resources' | 'resourceTemplates';

type ListResult<Name extends ListName, Item> = Record<Name, Item[]> & { nextCursor?: string };

const results = new WeakMap<Page<unknown>, object>();
const texts = new WeakMap<object, string>();

/**
 * A page of a list as the protocol writes it. Pages do not change while a server runs: the same page is
 * the same object each time, so that its JSON need not be written anew for every client.
 */
export function listResult<Name extends ListName, Item>(
  name: Name,
  page: Page<Item>,
): ListResult<Name, Item> {
  const known = results.get(page);
  if (known !== undefined) return known as ListResult<Name, Item>;
  const { items, ...rest } = page;
  const made = { [name]: [...items], ...rest } as ListResult<Name, Item>;
  results.set(page, made);
  texts.set(made, JSON.stringify(made));
  return made;
}

/** A message as JSON; what was written before is taken as it is. */
export function jsonOf(message: object): string {
  const { id, result } = message as { id?: unknown; result?: object };
  const text = result === undefined ? undefined : texts.get(result);
  if (text === undefined) return JSON.stringify(message);
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${text}}`;
}
