import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from '../terminal.ts';

/**
 * Variables that the AWS SDK takes credentials from.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
const variables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/**
 * Whether there seem to be credentials for AWS, told without a call: whether they are good shows when
 * AWS is asked. A role of the machine itself is not seen: `--source cloudwatch` uses it.
 */
export async function hasAwsCredentials(env: Terminal['env']): Promise<boolean> {
  if (variables.some((name) => (env[name] ?? '') !== '')) return true;
  const folder = join(env['HOME'] ?? homedir(), '.aws');
  const files = [
    env['AWS_CONFIG_FILE'] ?? join(folder, 'config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials'),
  ];
  const found = await Promise.all(files.map(async (file) => access(file).then(yes, no)));
  return found.some(Boolean);
}

const yes = (): boolean => true;
const no = (): boolean => false;
