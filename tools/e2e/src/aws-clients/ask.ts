/** Services by the name that boto3 and the aws command know them by. */
export type ServiceName = 'account' | 'bedrock' | 'ce' | 'logs' | 'sts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Call {
  service: ServiceName;
  /** `GetCallerIdentity` */
  operation: string;
  input: Record<string, unknown>;
  region: string;
  credentials: Credentials;
}

/** What a client makes of AWS's answer: its members, or the code and the words of the error. */
export type Answer =
  | { output: Record<string, unknown> }
  | { error: { code: string; message: string } };

export type Ask = (call: Call) => Promise<Answer>;
