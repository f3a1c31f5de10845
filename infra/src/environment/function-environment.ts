import * as pulumi from '@pulumi/pulumi';

import type { Config } from '../config/parse-config.ts';
import { serverSettings } from './server-settings.ts';

/** What the environment names and the program makes. */
export interface NamedByEnvironment {
  tableName: string;
  secretArn: pulumi.Input<string>;
  secretVersionId: pulumi.Input<string>;
}

/** All variables together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 4096;
/** An ARN of a secret and an id of its version are not known before they are made. */
const bytesOfUnknown = 300;

/**
 * The environment variables that configure the server; see docs/lambda.md. Where they are more than
 * Lambda takes, the run ends with what to do.
 */
export function functionEnvironment(
  config: Config,
  made: NamedByEnvironment,
): Record<string, pulumi.Input<string>> {
  const known = knownVariables(config, made.tableName);
  const bytes = bytesOfUnknown + Buffer.byteLength(Object.entries(known).flat().join(''));
  if (bytes > mostBytes) {
    throw new pulumi.RunError(
      `The settings make ${bytes} bytes of environment variables, and Lambda takes ${mostBytes}: name fewer accounts, log groups or columns in bedrock-spend:accounts, logGroups, regions and allow.`,
    );
  }
  const externalId = known['BEDROCK_SPEND_EXTERNAL_ID'];
  return {
    ...known,
    ...(externalId !== undefined && config.secretKeys.has('externalId')
      ? { BEDROCK_SPEND_EXTERNAL_ID: pulumi.secret(externalId) }
      : {}),
    BEDROCK_SPEND_SECRETS: made.secretArn,
    // Not read by the server: a new version makes Lambda start new instances, which read the new keys.
    BEDROCK_SPEND_SECRETS_VERSION: made.secretVersionId,
  };
}

function knownVariables(config: Config, tableName: string): Record<string, string> {
  const { accounts, externalId, regions } = config;
  const basePath = config.domain?.basePath;
  return {
    BEDROCK_SPEND_SOURCE: 'cloudwatch',
    BEDROCK_SPEND_LOG_GROUPS: config.logGroups.join(','),
    BEDROCK_SPEND_REGIONS: regions === 'all' ? 'all' : regions.join(','),
    ...(accounts.length === 0
      ? {}
      : {
          BEDROCK_SPEND_ACCOUNTS: accounts.join(','),
          BEDROCK_SPEND_ROLE_NAME: config.readerRoleName,
        }),
    ...(externalId === undefined ? {} : { BEDROCK_SPEND_EXTERNAL_ID: externalId }),
    BEDROCK_SPEND_TIME_ZONE: config.timeZone,
    BEDROCK_SPEND_LOG_LEVEL: config.logLevel,
    BEDROCK_SPEND_SERVER_SETTINGS: JSON.stringify(serverSettings(config, tableName)),
    ...(basePath === undefined ? {} : { BEDROCK_SPEND_BASE_PATH: `/${basePath}` }),
  };
}
