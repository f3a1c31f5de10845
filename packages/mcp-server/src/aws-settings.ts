import type { CloudwatchSourceOptions } from '@bedrock-spend/core/cloudwatch';

type QueryEngine = NonNullable<CloudwatchSourceOptions['engine']>;

/** As whom AWS is asked, and how. */
export interface AwsSettings {
  /** Somebody has said that AWS is to be read; else nobody has said what is. */
  isAsked: boolean;
  profile: string | undefined;
  roleName: string | undefined;
  externalId: string | undefined;
  engine: QueryEngine | undefined;
  /** Keep past days, so that they are not read again for each report. */
  keepDays: boolean;
}

export const engines = ['auto', 'insights', 'filter'] as const satisfies readonly QueryEngine[];
