import { createHash } from 'node:crypto';

import { AwsError } from '../service.ts';

export interface Page<Item> {
  items: Item[];
  nextToken: string | undefined;
}

/** One page of a list; a token goes on only with the request that it was given for. */
export function pageOf<Item>(
  items: readonly Item[],
  options: { request: Record<string, unknown>; token: string | undefined; pageSize: number },
): Page<Item> {
  const fingerprint = fingerprintOf(options.request);
  const offset = offsetOf(options.token, fingerprint);
  const end = offset + options.pageSize;
  return {
    items: items.slice(offset, end),
    nextToken: end < items.length ? tokenOf(end, fingerprint) : undefined,
  };
}

function tokenOf(offset: number, fingerprint: string): string {
  return Buffer.from(JSON.stringify({ offset, fingerprint })).toString('base64');
}

function offsetOf(token: string | undefined, fingerprint: string): number {
  if (token === undefined) return 0;
  const { offset, fingerprint: expected } = readToken(token);
  if (expected !== fingerprint) {
    throw new AwsError(
      'RequestChangedException',
      'Your request parameters changed between pages. Try again with the old parameters or without a pagination token.',
    );
  }
  return offset;
}

function readToken(token: string): { offset: number; fingerprint: string } {
  try {
    const { offset, fingerprint } = JSON.parse(Buffer.from(token, 'base64').toString());
    if (Number.isSafeInteger(offset) && offset > 0) return { offset, fingerprint };
  } catch {
    // Not one of ours, as below.
  }
  throw new AwsError(
    'InvalidNextTokenException',
    'The pagination token is invalid. Try again without a pagination token.',
  );
}

function fingerprintOf(request: Record<string, unknown>): string {
  const { NextPageToken: _, ...rest } = request;
  const sorted = Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64').slice(0, 16);
}
