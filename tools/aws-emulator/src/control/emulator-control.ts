import type { Fault } from '../front/faults.ts';
import type { LoggedRequest, RequestFilter } from '../front/request-log.ts';
import type {
  CostRecord,
  InferenceProfileConfig,
  LatencyConfig,
  LogClass,
  LoggingConfig,
  SecretConfig,
} from '../state/emulator-config.ts';

interface Place {
  accountId: string;
  region: string;
}

/** What tests change and ask behind AWS's back; plain HTTP under `/_emulator/`, no signature. */
export interface EmulatorControl {
  /** Calls so far, oldest first. */
  requests(filter?: RequestFilter): Promise<LoggedRequest[]>;
  clearRequests(): Promise<void>;
  /** Returns the fault's id. */
  addFault(fault: Fault): Promise<string>;
  removeFaults(): Promise<void>;
  /**
   * Puts events of any age; times in milliseconds. Group and stream are made when missing. The
   * stream is Bedrock's when none is named, the ingestion time nine seconds after the event.
   */
  putEvents(
    target: Place & {
      logGroup: string;
      stream?: string;
      events: { timestamp: number; message: string; ingestionTime?: number }[];
    },
  ): Promise<void>;
  /** `createdAt` in milliseconds, now when absent: a query that ends before it is refused. */
  createLogGroup(
    target: Place & {
      logGroup: string;
      logClass?: LogClass;
      retentionInDays?: number;
      createdAt?: number;
    },
  ): Promise<void>;
  /** `null` switches logging off. */
  setLogging(target: Place & { logging: LoggingConfig | null }): Promise<void>;
  setProfiles(target: Place & { profiles: InferenceProfileConfig[] }): Promise<void>;
  /** All secrets of the region, in place of those that were there. */
  setSecrets(target: Place & { secrets: SecretConfig[] }): Promise<void>;
  setCosts(target: { accountId: string; costs: CostRecord[] }): Promise<void>;
  /** Refuses actions (`logs:*`) to a user or a role, by its name; an empty list permits all. */
  setDenied(target: { accountId: string; principal: string; actions: string[] }): Promise<void>;
  setLatency(latency: LatencyConfig): Promise<void>;
  setQuotas(quotas: boolean): Promise<void>;
  /** Moves the emulator's clock: sessions, tokens and results grow old. Signatures do not. */
  setClock(clock: { offsetMs: number }): Promise<void>;
}

/** Asks the emulator at `url`. */
export function createEmulatorControl(url: string): EmulatorControl {
  async function ask(operation: string, input: unknown): Promise<unknown> {
    const response = await fetch(`${url}/_emulator/${operation}`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as { result?: unknown; error?: string };
    if (!response.ok) throw new Error(`${operation}: ${answer.error}`);
    return answer.result;
  }
  const tell = async (operation: string, input: unknown): Promise<void> => {
    await ask(operation, input);
  };
  return {
    requests: async (filter = {}) => (await ask('requests', filter)) as LoggedRequest[],
    clearRequests: () => tell('clearRequests', {}),
    addFault: async (fault) => (await ask('addFault', fault)) as string,
    removeFaults: () => tell('removeFaults', {}),
    putEvents: (target) => tell('putEvents', target),
    createLogGroup: (target) => tell('createLogGroup', target),
    setLogging: (target) => tell('setLogging', target),
    setProfiles: (target) => tell('setProfiles', target),
    setSecrets: (target) => tell('setSecrets', target),
    setCosts: (target) => tell('setCosts', target),
    setDenied: (target) => tell('setDenied', target),
    setLatency: (latency) => tell('setLatency', latency),
    setQuotas: (quotas) => tell('setQuotas', { quotas }),
    setClock: (clock) => tell('setClock', clock),
  };
}
