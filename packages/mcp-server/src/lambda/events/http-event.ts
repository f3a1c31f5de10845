import type { Caller } from '../../access/caller.ts';

/** What stands in front of the function and speaks HTTP with clients. */
export type Front = 'rest-api' | 'http-api' | 'function-url' | 'load-balancer';

/** An HTTP request as a front tells of it, in the words of none of them. */
export interface HttpEvent {
  front: Front;
  method: string;
  /** Begins with a slash; without stage and base path. */
  path: string;
  /** As it stood in the address, without the question mark. */
  query: string;
  headers: Headers;
  body: string | null;
  isBase64Encoded: boolean;
  /** The front's own name, where it takes nothing but what is addressed to it. */
  domainName: string | undefined;
  /** Whom the front has let in; `null` where it asks nobody. */
  caller: Caller | null;
  /** What the front calls the request, where it gives it a name. */
  gatewayRequestId: string | undefined;
  /** When the front took the request, in milliseconds since 1970, where it says so. */
  takenMs: number | undefined;
  /** Headers came, and go back, as lists. */
  hasHeaderLists: boolean;
}
