import { randomUUID } from 'node:crypto';
import { createEmulatorControl } from './control/emulator-control.ts';
import type { EmulatorControl } from './control/emulator-control.ts';
import { credentialsOf } from './credentials-of.ts';
import type { AccessKey } from './credentials-of.ts';
import { createCallRates } from './front/call-rates.ts';
import { createFaultList } from './front/faults.ts';
import type { Front } from './front/front.ts';
import { createRequestLog } from './front/request-log.ts';
import { startFront } from './front/start-front.ts';
import { createServices } from './services/services.ts';
import { checkConfig } from './state/check-config.ts';
import { createState } from './state/create-state.ts';
import type { EmulatorConfig } from './state/emulator-config.ts';

export interface EmulatorOptions {
  config: EmulatorConfig;
  /** A free one when absent or 0. */
  port?: number;
}

export interface RunningEmulator {
  /** `http://127.0.0.1:PORT`: the value of `AWS_ENDPOINT_URL`. */
  url: string;
  /** Keys of a user of an account: the first user, or the one named. */
  credentials(accountId: string, userName?: string): AccessKey;
  control: EmulatorControl;
  stop(): Promise<void>;
}

/** Starts an emulator in this process. */
export async function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const config = checkConfig(options.config);
  const state = await createState(config, Date.now());
  const front: Front = {
    state,
    services: createServices(),
    faults: createFaultList(),
    requestLog: createRequestLog(),
    rates: createCallRates(),
    systemNow: Date.now,
    newRequestId: randomUUID,
  };
  const { url, stop } = await startFront(front, { port: options.port ?? 0 });
  return {
    url,
    credentials: (accountId, userName) => credentialsOf(config, { accountId, userName }),
    control: createEmulatorControl(url),
    async stop() {
      await stop();
      for (const service of front.services) service.stop?.();
      state.store.close();
    },
  };
}
