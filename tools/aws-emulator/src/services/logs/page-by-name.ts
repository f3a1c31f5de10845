import type { TokenSealer } from './seal-token.ts';

const TOKEN_LIFE_MS = 24 * 3_600_000;

export interface PageRequest<Item> {
  items: readonly Item[];
  limit: number;
  token: string | undefined;
  boundTo: unknown;
  tokens: TokenSealer;
  nowMs: number;
  /** By name when absent. */
  order?: (left: Item, right: Item) => number;
}

/** One page of named things in order, and the token of the next one. */
export function pageByName<Item extends { name: string }>(
  request: PageRequest<Item>,
): { items: Item[]; nextToken: string | null } {
  const { items, limit, token, boundTo, tokens, nowMs } = request;
  const order = request.order ?? ((left, right) => (left.name < right.name ? -1 : 1));
  const start = token === undefined ? 0 : (tokens.open(token, { boundTo, nowMs }) as number);
  const sorted = [...items].sort(order);
  const end = start + limit;
  const nextToken =
    end < sorted.length
      ? tokens.seal({ position: end, boundTo, expiresAtMs: nowMs + TOKEN_LIFE_MS })
      : null;
  return { items: sorted.slice(start, end), nextToken };
}
