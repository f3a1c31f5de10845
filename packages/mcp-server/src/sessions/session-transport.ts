import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type {
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCRequest,
  JSONRPCResponse,
  RequestId,
} from '@modelcontextprotocol/sdk/types.js';

import type { Caller } from '../access/caller.ts';
import { authInfoOf } from '../protocol/caller-of-request.ts';
import type { CallAnswer } from './post-answer.ts';

/**
 * Connects the SDK's server of one session to what comes in and goes out over HTTP. Ids are this
 * instance's own on both sides: a client that sends one twice gets two answers, and the answer to a question
 * says by its id which instance has asked.
 */
export interface SessionTransport extends Transport {
  /** Calls that run. */
  readonly running: number;
  /** Starts a request of the client; its answer goes to `answer`. */
  request(message: JSONRPCRequest, call: { answer: CallAnswer; caller: Caller }): void;
  notify(message: JSONRPCNotification): void;
  /** Cancels what runs here under this id of the client's. False where nothing does. */
  cancel(requestId: RequestId): boolean;
  /** Hands over the answer to a question. False where this instance has not asked. */
  answered(response: JSONRPCResponse): boolean;
}

interface RunningCall {
  answer: CallAnswer;
  clientId: RequestId;
}

const overCode = -32000;

export function createSessionTransport(options: {
  sessionId: string;
  /** Marks this instance's questions. */
  nonce: string;
  /** A message that belongs to no call. */
  onUnrelated: (message: JSONRPCMessage) => void;
}): SessionTransport {
  const { sessionId, nonce, onUnrelated } = options;
  const calls = new Map<number, RunningCall>();
  // The SDK takes no notice of a request 0 that is cancelled.
  let lastId = 0;

  const transport: SessionTransport = {
    sessionId,
    get running() {
      return calls.size;
    },
    async start() {},
    async close() {
      const cut = [...calls.values()];
      calls.clear();
      transport.onclose?.();
      const error = { code: overCode, message: 'The session ended before this call did.' };
      for (const { answer, clientId } of cut) {
        await answer.respond({ jsonrpc: '2.0', id: clientId, error });
      }
    },
    async send(message, { relatedRequestId } = {}) {
      if (isResponse(message)) return sendResponse(message);
      const call = calls.get(Number(relatedRequestId));
      if (call !== undefined) return call.answer.tell(withNonce(message));
      if ('id' in message) throw new Error('The call that asks this has ended.');
      if (relatedRequestId === undefined) onUnrelated(message);
    },
    request(message, { answer, caller }) {
      lastId += 1;
      calls.set(lastId, { answer, clientId: message.id });
      transport.onmessage?.(
        { ...message, id: lastId },
        { authInfo: authInfoOf(caller), closeSSEStream: () => void answer.closeStream() },
      );
    },
    notify(message) {
      transport.onmessage?.(message);
    },
    cancel(requestId) {
      const cancelled = [...calls].filter(([, { clientId }]) => clientId === requestId);
      for (const [id, { answer }] of cancelled) {
        calls.delete(id);
        transport.onmessage?.({
          jsonrpc: '2.0',
          method: 'notifications/cancelled',
          params: { requestId: id },
        });
        void answer.drop();
      }
      return cancelled.length > 0;
    },
    answered(response) {
      const [asker, id] = String(response.id).split(':');
      if (asker !== nonce) return false;
      transport.onmessage?.({ ...response, id: Number(id) });
      return true;
    },
  };
  return transport;

  async function sendResponse(response: JSONRPCResponse): Promise<void> {
    const call = calls.get(Number(response.id));
    // Cancelled meanwhile.
    if (call === undefined) return;
    calls.delete(Number(response.id));
    await call.answer.respond({ ...response, id: call.clientId });
  }

  function withNonce(message: JSONRPCMessage): JSONRPCMessage {
    if ('id' in message) return { ...message, id: `${nonce}:${message.id}` };
    if (!('method' in message) || message.method !== 'notifications/cancelled') return message;
    const requestId = `${nonce}:${String(message.params?.['requestId'])}`;
    return { ...message, params: { ...message.params, requestId } };
  }
}

function isResponse(message: JSONRPCMessage): message is JSONRPCResponse {
  return 'result' in message || 'error' in message;
}
