import type { Caller } from '../access/caller.ts';
import type { HttpEvent } from './events/http-event.ts';

/** What the front has told of requests, kept beside them: nothing that a client sends can change it. */
export interface FrontDoor {
  remember(request: Request, event: HttpEvent): void;
  /** Whom the front has let in; `null` for nobody. */
  callerOf(request: Request): Caller | null;
  /** The front takes nothing but what is addressed to it, as API Gateway and function URLs do. */
  isAddressedHere(request: Request): boolean;
}

export function createFrontDoor(): FrontDoor {
  const events = new WeakMap<Request, HttpEvent>();
  return {
    remember: (request, event) => void events.set(request, event),
    callerOf: (request) => events.get(request)?.caller ?? null,
    isAddressedHere: (request) => events.get(request)?.domainName !== undefined,
  };
}
