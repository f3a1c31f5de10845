import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const allAnswers = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  xFrameOptions: 'DENY',
  // Whoever ends TLS in front of us decides for how long its name is served with TLS only.
  strictTransportSecurity: false,
  // Of use to pages only, and we serve none.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/**
 * Makes browsers take answers for nothing but data of ours: not to be shown in a frame, not to be run,
 * not to be kept.
 */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await allAnswers(context, next);
  const { headers } = context.res;
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  // A proxy that compresses a stream holds its events back.
  headers.set('Cache-Control', isStream ? 'no-store, no-transform' : 'no-store');
};
