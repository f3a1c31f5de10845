import { NotOfferedError } from './not-offered-error.ts';

/** One page of a list. */
export interface Page<Item> {
  items: readonly Item[];
  /** Asks for the next page; left out on the last. */
  nextCursor?: string;
}

/** Entries of one page: enough for all that we offer ourselves, so that most clients need one request. */
export const pageSize = 50;

/**
 * The page that a cursor stands for; the first without one.
 *
 * @throws NotOfferedError when the cursor is none of ours.
 */
export function pageOf<Item>(items: readonly Item[], cursor: string | undefined): Page<Item> {
  const start = cursor === undefined ? 0 : startOf(cursor);
  if (start === null || (start > 0 && start >= items.length)) {
    throw new NotOfferedError('page', 'This cursor is not one of this list: start again without.');
  }
  const end = start + pageSize;
  const page = items.slice(start, end);
  return end < items.length ? { items: page, nextCursor: cursorOf(end) } : { items: page };
}

function cursorOf(start: number): string {
  return Buffer.from(`from ${start}`).toString('base64url');
}

function startOf(cursor: string): number | null {
  const start = /^from (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  return start !== undefined && cursorOf(Number(start)) === cursor ? Number(start) : null;
}
