import type { RequestId } from '@modelcontextprotocol/sdk/types.js';

/** Told which tool calls of a session run. */
export interface CallObserver {
  /** A call has come in and runs. */
  began(requestId: RequestId): void;
  /** It has been answered, has failed or was cancelled. */
  ended(requestId: RequestId): void;
}
