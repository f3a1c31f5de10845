import type { EventStore } from '../event-store/event-store.ts';
import type {
  CostRecord,
  InferenceProfileConfig,
  LatencyConfig,
  LogClass,
  LoggingConfig,
  ParameterConfig,
  SecretConfig,
} from './emulator-config.ts';
import type { Principal } from './principal.ts';

/** Everything the services know; one per running emulator. */
export interface EmulatorState {
  accounts: Map<string, AccountState>;
  /** Made by AssumeRole, by access key id. */
  temporaryCredentials: Map<string, TemporaryCredentials>;
  store: EventStore;
  latency: LatencyConfig;
  quotas: boolean;
  /** Added to the system's clock by everything but the check of a signature's date. */
  clockOffsetMs: number;
}

export interface AccountState {
  accountId: string;
  users: UserState[];
  roles: RoleState[];
  /** Regions that hold something or were asked about; `regionOf` adds to it. */
  regions: Map<string, RegionState>;
  costs: CostRecord[];
  costPageSize?: number | undefined;
}

export interface UserState {
  name: string;
  arn: string;
  /** `AIDA…` */
  userId: string;
  accessKeyId: string;
  secretAccessKey: string;
  deny: string[];
}

export interface RoleState {
  name: string;
  arn: string;
  /** `AROA…` */
  roleId: string;
  trustedAccounts: string[];
  externalId: string | null;
  deny: string[];
}

export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAtMs: number;
  principal: Principal;
}

export interface RegionState {
  region: string;
  enabled: boolean;
  logging: LoggingConfig | null;
  apiGatewayLogRoleArn: string | null;
  logGroups: Map<string, LogGroupState>;
  inferenceProfiles: InferenceProfileConfig[];
  secrets: SecretConfig[];
  parameters: ParameterConfig[];
}

export interface LogGroupState {
  /** Id in the event store. */
  id: number;
  name: string;
  arn: string;
  logClass: LogClass;
  retentionInDays: number | null;
  createdAtMs: number;
  streams: Map<string, LogStreamState>;
}

export interface LogStreamState {
  name: string;
  createdAtMs: number;
}
