import type { Logger } from 'pino';

import type { SessionStore } from './session-store.ts';

/** Says at start how far sessions reach, and what does not work beyond. */
export function tellReach(options: {
  store: SessionStore;
  /** Whether keys were given that other instances may have too. */
  hasOwnKeys: boolean;
  logger: Logger;
}): void {
  const { store, hasOwnKeys, logger } = options;
  const facts = { store: store.name };
  if (!hasOwnKeys) {
    logger.info(
      facts,
      'Sessions work on this instance only, until it stops: their keys are random. Give all instances the same session keys to run several.',
    );
  } else if (!store.isShared) {
    logger.info(
      facts,
      'Sessions work on every instance that has the same keys, but a session that has ended, its log level and subscriptions, a broken stream, a cancellation and an answer to a question are known to one instance only: give all instances a store that they share.',
    );
  } else {
    logger.info(facts, 'Sessions work on every instance that has the same keys and store.');
  }
}
