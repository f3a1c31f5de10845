import { CancelledNotificationSchema, type RequestId } from '@modelcontextprotocol/sdk/types.js';

/** The request that a `notifications/cancelled` message is about; `null` for every other message. */
export function cancelledRequestId(body: unknown): RequestId | null {
  const parsed = CancelledNotificationSchema.safeParse(body);
  return parsed.success ? (parsed.data.params.requestId ?? null) : null;
}
