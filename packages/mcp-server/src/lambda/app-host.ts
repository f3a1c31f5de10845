import type { AppHost, AppOptions } from '../http.ts';
import type { FrontDoor } from './front-door.ts';
import { currentInvocation } from './invocation.ts';

type Given = Pick<AppOptions, 'access' | 'sessions'>;
type Hosted = Given &
  Pick<AppHost, 'isBreakShown'> &
  Pick<AppOptions, 'isAddressedHere' | 'maxWaitingBytes' | 'onWork' | 'timeLeftMs'>;

/** As much as Lambda streams of one answer; an instance has but one, so its other callers lose nothing. */
const maxWaitingBytes = 200 * 1024 * 1024;

/** What an app runs with on Lambda, whatever its operator has said. */
export function appHost(frontDoor: FrontDoor, { access, sessions }: Given = {}): Hosted {
  return {
    // Nothing is served to somebody whom neither the front nor the settings know.
    access: { ...access, frontDoor: frontDoor.callerOf },
    isAddressedHere: frontDoor.isAddressedHere,
    // A stream without an end would hold an instance of its own, and be paid for.
    sessions: { ...sessions, canStream: false },
    timeLeftMs: () => currentInvocation.getStore()?.timeLeftMs(),
    onWork: (work) => void currentInvocation.getStore()?.work.add(work),
    maxWaitingBytes,
    // Nobody can come back for the rest.
    isBreakShown: true,
  };
}
