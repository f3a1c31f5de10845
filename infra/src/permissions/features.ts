/** What the deployed server is configured to do: its role is allowed this and nothing else. */
export interface Features {
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  partition: string;
  /** The account that the server runs in. */
  accountId: string;
  /** Accounts that may be read; none for the own one alone. */
  accounts: readonly string[];
  /** Name of the role that other accounts are read with. */
  readerRoleName: string;
  /** Regions whose logs may be read, or those that the accounts have enabled. */
  regions: readonly string[] | 'all';
  /** Log groups that may be read; a trailing `*` stands for any end. */
  logGroups: readonly string[];
  /** Cost Explorer may be asked, at $0.01 a request. */
  bill: boolean;
  /** ARN of the table that instances share their sessions in. */
  sessionsTableArn: string;
  /** ARN of the secret with the keys of sessions. */
  secretArn: string;
  /** ARN of the function's own log group, without a trailing `:*`. */
  functionLogGroupArn: string;
}

/** What reading the usage of one account takes, whoever reads it. */
export type ReadingFeatures = Pick<Features, 'partition' | 'accountId' | 'regions' | 'logGroups'>;
