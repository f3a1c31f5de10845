import type { MiddlewareHandler } from 'hono';

import { addFacts, type Watched } from '../operation/watch-requests.ts';
import type { Access } from './access.ts';

/** Lets requests through whose caller is known, and names the caller to handlers and the log. */
export function askWhoCalls(access: Access): MiddlewareHandler<Watched> {
  return async (context, next) => {
    const caller = await access.authenticate(context.req.raw);
    if (caller instanceof Response) {
      if (caller.status === 401) addFacts(context, { refused: 'credentials' });
      return caller;
    }
    context.set('caller', caller);
    addFacts(context, { subject: caller.subject });
    return next();
  };
}
