import type { RequestId } from '@modelcontextprotocol/sdk/types.js';

/** Told which tool calls of a session run. */
export interface CallObserver {
  began(requestId: RequestId): void;
  ended(requestId: RequestId): void;
}
