import type { Service } from '../services/service.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { CallRates } from './call-rates.ts';
import type { FaultList } from './faults.ts';
import type { RequestLog } from './request-log.ts';

/** What stands between the wire and the services. */
export interface Front {
  state: EmulatorState;
  services: readonly Service[];
  faults: FaultList;
  requestLog: RequestLog;
  rates: CallRates;
  /** Milliseconds since the epoch, by the system's clock. */
  systemNow(): number;
  newRequestId(): string;
}

/** The clock that services and sessions go by. */
export function emulatorNow(front: Front): number {
  return front.systemNow() + front.state.clockOffsetMs;
}
