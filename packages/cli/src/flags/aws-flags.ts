import { Option } from 'commander';
import { collectNames } from './collect.ts';
import { listed, oneOf } from './one-of.ts';

/** Which accounts and logs of AWS to read, and as whom. */
export interface AwsFlags {
  engine?: EngineName;
  logGroup?: readonly string[];
  profile?: string;
  roleName?: string;
  externalId?: string;
  cache?: boolean;
}

export const engineNames = ['auto', 'insights', 'filter'] as const;
export type EngineName = (typeof engineNames)[number];

/** Flags of every command that reads logs from AWS. */
export function awsOptions(): Option[] {
  return [
    new Option(
      '--engine <name>',
      `how CloudWatch is asked: ${listed(engineNames)} (default: auto, env: BEDROCK_SPEND_ENGINE)`,
    ).argParser(oneOf({ flag: '--engine', names: engineNames })),
    logGroupOption(),
    ...accessOptions(),
    new Option(
      '--no-cache',
      'read past days again, and do not keep them (env: BEDROCK_SPEND_CACHE=false)',
    ),
  ];
}

export function logGroupOption(): Option {
  return new Option(
    '--log-group <name>',
    'log group; repeat or use commas (default: /aws/bedrock/modelinvocations, env: BEDROCK_SPEND_LOG_GROUPS)',
  ).argParser(collectNames);
}

/** As whom AWS is asked. */
export function accessOptions(): Option[] {
  return [
    new Option('--profile <name>', 'AWS profile, SSO included (default: AWS_PROFILE)'),
    new Option(
      '--role-name <name>',
      'role to assume in other accounts (default: BedrockSpendReader, env: BEDROCK_SPEND_ROLE_NAME)',
    ),
    new Option(
      '--external-id <id>',
      'what the trust policies of those roles ask for (env: BEDROCK_SPEND_EXTERNAL_ID)',
    ),
  ];
}
