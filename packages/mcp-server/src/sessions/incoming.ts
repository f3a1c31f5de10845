import {
  JSONRPCMessageSchema,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  type JSONRPCResponse,
} from '@modelcontextprotocol/sdk/types.js';

/** The messages of one POST. */
export interface Incoming {
  requests: readonly JSONRPCRequest[];
  notifications: readonly JSONRPCNotification[];
  /** Answers to what the server has asked. */
  responses: readonly JSONRPCResponse[];
  isBatch: boolean;
}

/** `null` for what is not JSON-RPC. */
export function readIncoming(body: unknown): Incoming | null {
  const isBatch = Array.isArray(body);
  const messages = (isBatch ? body : [body]).map((message) => readMessage(message));
  if (messages.length === 0 || !messages.every((message) => message !== null)) return null;
  return {
    requests: messages.filter((message) => 'method' in message && 'id' in message),
    notifications: messages.filter(
      (message): message is JSONRPCNotification => 'method' in message && !('id' in message),
    ),
    responses: messages.filter((message): message is JSONRPCResponse => !('method' in message)),
    isBatch,
  };
}

function readMessage(message: unknown): JSONRPCMessage | null {
  const parsed = JSONRPCMessageSchema.safeParse(message);
  return parsed.success ? parsed.data : null;
}
