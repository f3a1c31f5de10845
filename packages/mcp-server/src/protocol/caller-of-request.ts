import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';

import type { Caller } from '../access/caller.ts';

/**
 * Sends who calls along with a request, through the SDK: what a subject may do can change from one
 * request of a session to the next. The token itself stays outside.
 */
export function authInfoOf(caller: Caller): AuthInfo {
  return { token: '', clientId: caller.subject, scopes: [], extra: { caller } };
}

/** Who sent the request; `null` where the transport asks nobody, as on stdio. */
export function callerOfRequest(authInfo: AuthInfo | undefined): Caller | null {
  return (authInfo?.extra?.['caller'] as Caller | undefined) ?? null;
}
