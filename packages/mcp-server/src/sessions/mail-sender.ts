import type { JSONRPCResponse, RequestId } from '@modelcontextprotocol/sdk/types.js';

import { cancelledRequestId } from './cancelled-request-id.ts';
import type { Incoming } from './incoming.ts';
import type { Mail, SessionStore } from './session-store.ts';

/** Tells the other instances of a session what concerns them. `session` is its public name. */
export interface MailSender {
  cancelled(session: string, requestId: RequestId): Promise<void>;
  answered(session: string, response: JSONRPCResponse): Promise<void>;
  ended(session: string): Promise<void>;
  /** All of a POST that concerns calls which run elsewhere. */
  passOn(session: string, incoming: Incoming): Promise<void>;
}

export function createMailSender(options: {
  store: SessionStore;
  mailLifetimeMs: number;
  /** Milliseconds since 1970. */
  nowMs: () => number;
}): MailSender {
  const { store, mailLifetimeMs, nowMs } = options;
  const sender: MailSender = {
    cancelled: async (session, requestId) => post(session, { kind: 'cancelled', requestId }),
    answered: async (session, response) =>
      post(session, { kind: 'answer', json: JSON.stringify(response) }),
    ended: async (session) => post(session, { kind: 'ended' }),
    async passOn(session, { notifications, responses }) {
      for (const notification of notifications) {
        const requestId = cancelledRequestId(notification);
        if (requestId !== null) await sender.cancelled(session, requestId);
      }
      for (const response of responses) await sender.answered(session, response);
    },
  };
  return sender;

  async function post(session: string, mail: Mail): Promise<void> {
    await store.post(session, mail, nowMs() + mailLifetimeMs);
  }
}
