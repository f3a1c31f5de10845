import { NotOfferedError } from './not-offered-error.ts';

/** One page of a list. */
export interface Page<Item> {
  items: readonly Item[];
  /** Asks for the next page; left out on the last. */
  nextCursor?: string;
}

/** Entries of one page: enough for all that we offer ourselves, so that most clients need one request. */
export const pageSize = 50;

/** All pages of a list, in order; an empty list has one. */
export function pagesOf<Item>(items: readonly Item[]): Page<Item>[] {
  const count = Math.max(1, Math.ceil(items.length / pageSize));
  return Array.from({ length: count }, (_page, index) => {
    const end = (index + 1) * pageSize;
    const page = items.slice(index * pageSize, end);
    return index < count - 1 ? { items: page, nextCursor: cursorOf(end) } : { items: page };
  });
}

/**
 * The page that a cursor stands for; the first without one.
 *
 * @throws NotOfferedError when the cursor is none of ours.
 */
export function pageAt<Item>(pages: readonly Page<Item>[], cursor: string | undefined): Page<Item> {
  const start = cursor === undefined ? 0 : startOf(cursor);
  const page = start === null || start % pageSize !== 0 ? undefined : pages[start / pageSize];
  if (page === undefined) {
    throw new NotOfferedError('page', 'This cursor is not one of this list: start again without.');
  }
  return page;
}

function cursorOf(start: number): string {
  return Buffer.from(`from ${start}`).toString('base64url');
}

function startOf(cursor: string): number | null {
  const start = /^from (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  return start !== undefined && cursorOf(Number(start)) === cursor ? Number(start) : null;
}
