import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of the log says that is written while a request is answered. */
export interface RequestContext {
  requestId: string;
  /** What a gateway in front calls the request, where that is another id. */
  gatewayRequestId?: string;
}

/** Reaches through the SDKs, which hand nothing of a request on but its headers. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
