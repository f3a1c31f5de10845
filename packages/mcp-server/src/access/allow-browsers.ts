import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/**
 * Lets scripts of web pages read our answers (CORS). Comes after the check of Origin: whoever gets here
 * may call.
 */
export function allowBrowsers(): MiddlewareHandler {
  const allow = cors({
    origin: (origin) => origin,
    allowMethods: ['GET', 'POST', 'DELETE'],
    // Those that the script asks for: what a header may be called is nothing to protect.
    allowHeaders: [],
    exposeHeaders: ['Mcp-Session-Id', 'WWW-Authenticate', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
  return async (context, next) => {
    if (context.req.header('origin') === undefined) return next();
    const isPreflight = context.req.header('access-control-request-method') !== undefined;
    // Anything else that asks for OPTIONS is told which methods there are.
    if (context.req.method === 'OPTIONS' && !isPreflight) return next();
    return allow(context, next);
  };
}
