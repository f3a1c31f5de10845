import { readFile } from 'node:fs/promises';
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

/** Settings of a profile that lead to credentials; many people have a file that only names a region. */
const settings =
  /^(aws_access_key_id|credential_process|credential_source|login_session|role_arn|sso_session|sso_start_url|web_identity_token_file)\s*=/;

/**
 * Whether there seem to be credentials for AWS, told without a call: whether they are good shows when
 * AWS is asked. A role of the machine itself is not seen: `--source cloudwatch` uses it.
 */
export async function hasAwsCredentials(env: Terminal['env']): Promise<boolean> {
  if (variables.some((name) => isSet(env[name]))) return true;
  const folder = join(env['HOME'] ?? homedir(), '.aws');
  const files = [
    isSet(env['AWS_CONFIG_FILE']) ? env['AWS_CONFIG_FILE'] : join(folder, 'config'),
    isSet(env['AWS_SHARED_CREDENTIALS_FILE'])
      ? env['AWS_SHARED_CREDENTIALS_FILE']
      : join(folder, 'credentials'),
  ];
  const texts = await Promise.all(files.map(textOf));
  return texts.some(hasDefaultProfile);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** Of the profile that is used where none is named. */
function hasDefaultProfile(text: string): boolean {
  let isDefault = false;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const name = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (name !== undefined) isDefault = name === 'default' || /^profile\s+default$/.test(name);
    else if (isDefault && settings.test(line.trim())) return true;
  }
  return false;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
