/** `loggingConfig` as GetModelInvocationLoggingConfiguration gives it. */
export type LoggingConfig = Record<string, unknown>;

/** What an emulator is filled with; `--config` reads it as JSON. */
export interface EmulatorConfig {
  accounts: AccountConfig[];
  /** How long answers take; without it they come at once. */
  latency?: LatencyConfig;
  /** Enforces AWS's quotas of calls per second and of concurrent queries. */
  quotas?: boolean;
}

export interface AccountConfig {
  /** Twelve digits. */
  accountId: string;
  /** One user with keys of its own is made when none is named. */
  users?: UserConfig[];
  roles?: RoleConfig[];
  /** By region name; a region that is not named is empty. */
  regions?: Record<string, RegionConfig>;
  costs?: CostRecord[];
  /** Lines of a page of GetCostAndUsage: a small one makes it page. */
  costPageSize?: number;
}

export interface UserConfig {
  name: string;
  /** Made from account and name when absent. */
  accessKeyId?: string;
  secretAccessKey?: string;
  /** IAM action patterns that are refused: `logs:*`, `logs:StartQuery`. */
  deny?: string[];
}

export interface RoleConfig {
  name: string;
  /** Accounts whose principals may assume the role. */
  trustedAccounts: string[];
  externalId?: string;
  deny?: string[];
}

export interface RegionConfig {
  logging?: LoggingConfig;
  logGroups?: LogGroupConfig[];
  inferenceProfiles?: InferenceProfileConfig[];
  secrets?: SecretConfig[];
  parameters?: ParameterConfig[];
  /** The role by which API Gateway writes its logs; none when absent. */
  apiGatewayLogRoleArn?: string;
  /** `false`: the account has not opted in to the region. */
  enabled?: boolean;
}

export interface LogGroupConfig {
  name: string;
  logClass?: LogClass;
  retentionInDays?: number;
  /** ISO 8601. The time of the first event when absent: a query that ends before it is refused. */
  createdAt?: string;
  /** Files of events, `.gz` too: see `readEventFile`. */
  ndjson?: string[];
}

export type LogClass = 'STANDARD' | 'INFREQUENT_ACCESS';

export interface InferenceProfileConfig {
  inferenceProfileId: string;
  inferenceProfileArn: string;
  inferenceProfileName: string;
  type: 'SYSTEM_DEFINED' | 'APPLICATION';
  models: { modelArn: string }[];
  status?: 'ACTIVE';
  description?: string;
  /** ISO 8601. */
  createdAt?: string;
  updatedAt?: string;
  tags?: Record<string, string>;
}

/** A secret of Secrets Manager; one without a value has been made and not been filled yet. */
export interface SecretConfig {
  name: string;
  value?: string;
  /** Base64; in place of `value`. */
  binary?: string;
  /** ARN of a key of the account's own: who may not `kms:Decrypt` cannot read what it encrypts. */
  kmsKeyId?: string;
  /** Marked for deletion. */
  isDeleted?: boolean;
}

/** A parameter of the Parameter Store. */
export interface ParameterConfig {
  /** `name`, or a path that begins with a slash. */
  name: string;
  type: 'String' | 'StringList' | 'SecureString';
  value: string;
  /** As that of a secret; only of a SecureString. */
  kmsKeyId?: string;
}

/** What AWS billed for one day, service and usage type. */
export interface CostRecord {
  /** `YYYY-MM-DD`. */
  day: string;
  service: string;
  usageType: string;
  recordType?: 'Usage' | 'Tax' | 'Credit';
  linkedAccount?: string;
  /** Taken from the usage type's prefix when absent. */
  region?: string;
  operation?: string;
  /** Cost allocation tags. */
  tags?: Record<string, string>;
  /** Decimal string. */
  amountUsd: string;
  /** Decimal string. */
  usageQuantity: string;
  unit: string;
  estimated?: boolean;
}

export interface LatencyConfig {
  /** Of one page of FilterLogEvents and of one GetQueryResults, in milliseconds. */
  pageMs: number;
  /** Of a query over no data, in milliseconds. */
  queryBaseMs: number;
  /** What a query scans in a second. */
  queryBytesPerSecond: number;
}
