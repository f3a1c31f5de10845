import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedExample } from '@bedrock-spend/aws-emulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callsOf, emulateAws, exampleAccount, type EmulatedAws } from '../emulated-aws.testing.ts';
import { runCommand } from '../run-command.testing.ts';

const otherAccount = '444455556666';
const defaultGroup = '/aws/bedrock/modelinvocations';

let aws: EmulatedAws;
let folder: string;

beforeAll(async () => {
  const [example] = publishedExample().accounts;
  const regions = example?.regions ?? {};
  aws = await emulateAws({
    accounts: [
      {
        accountId: exampleAccount,
        regions: {
          ...regions,
          'eu-west-1': {
            ...regions['us-east-1'],
            logGroups: [defaultGroup, 'elsewhere'].map((name) => ({
              name,
              createdAt: '2025-01-01T00:00:00Z',
            })),
          },
        },
      },
      {
        accountId: otherAccount,
        roles: [{ name: 'Auditor', trustedAccounts: [exampleAccount], externalId: 'x-1' }],
        regions,
      },
    ],
  });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-aws-settings-'));
  await aws.control.clearRequests();
});

afterEach(() => rm(folder, { recursive: true }));

afterAll(() => aws.stop());

interface Given {
  flags?: string;
  env?: Readonly<Record<string, string>>;
  config?: object;
}

/** What a report asked AWS for, as flags, environment and configuration file say. */
async function askedBy({ flags = '', env = {}, config = {} }: Given) {
  await writeFile(join(folder, 'bedrock-spend.config.json'), JSON.stringify(config));
  const words = `report --since 2025-04-06 --until 2025-04-07 --format csv ${flags}`.trim();
  const { stderr } = await runCommand(words, {
    workingDirectory: folder,
    env: withoutEmpty({ ...aws.env, BEDROCK_SPEND_CACHE: 'false', ...env }),
  });
  const reads = [
    ...(await aws.control.requests({ operation: 'StartQuery' })),
    ...(await aws.control.requests({ operation: 'FilterLogEvents' })),
  ];
  return {
    stderr,
    operations: [...new Set(reads.map(({ operation }) => operation))],
    regions: [...new Set(reads.map(({ region }) => region))],
    accounts: [...new Set(reads.flatMap(({ accountId }) => accountId ?? []))].toSorted(byName),
    logGroups: [...new Set(reads.map(({ input }) => groupOf(input)))],
  };
}

function byName(one: string, other: string): number {
  return one < other ? -1 : 1;
}

/** The AWS SDK takes an empty region for one that is named. */
function withoutEmpty(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function groupOf(input: Readonly<Record<string, unknown>>): unknown {
  const { logGroupName, logGroupNames, logGroupIdentifier, logGroupIdentifiers } = input;
  const names = [logGroupName, logGroupNames, logGroupIdentifier, logGroupIdentifiers].flat();
  return names.find((name) => name !== undefined);
}

describe('what AWS is asked', () => {
  it.each<[string, Given, object]>([
    ['AWS_REGION comes last', {}, { regions: ['us-east-1'] }],
    ['the file before AWS_REGION', { config: { region: 'eu-west-1' } }, { regions: ['eu-west-1'] }],
    [
      'a flag before the file',
      { flags: '--region eu-west-1', config: { region: 'us-east-1' } },
      { regions: ['eu-west-1'] },
    ],
    ['auto is the default', {}, { operations: ['StartQuery'] }],
    ['the file says', { config: { engine: 'filter' } }, { operations: ['FilterLogEvents'] }],
    [
      'the environment before the file',
      { env: { BEDROCK_SPEND_ENGINE: 'filter' }, config: { engine: 'insights' } },
      { operations: ['FilterLogEvents'] },
    ],
    [
      'a flag before the environment',
      { flags: '--engine insights', env: { BEDROCK_SPEND_ENGINE: 'filter' } },
      { operations: ['StartQuery'] },
    ],
    [
      'groups of the environment',
      { env: { BEDROCK_SPEND_LOG_GROUPS: 'elsewhere', AWS_REGION: 'eu-west-1' } },
      // Bedrock logs to the other one.
      { logGroups: ['elsewhere'], stderr: expect.stringContaining(defaultGroup) as string },
    ],
    [
      'a group that a flag names',
      {
        flags: `--log-group ${defaultGroup}`,
        env: { BEDROCK_SPEND_LOG_GROUPS: 'elsewhere', AWS_REGION: 'eu-west-1' },
      },
      { logGroups: [defaultGroup] },
    ],
  ])('%s', async (_, given, asked) => {
    expect(await askedBy(given)).toMatchObject({ stderr: '', ...asked });
  });

  it('takes accounts, role and external id from the environment', async () => {
    const asked = await askedBy({
      env: {
        BEDROCK_SPEND_ACCOUNTS: `${exampleAccount},${otherAccount}`,
        BEDROCK_SPEND_ROLE_NAME: 'Auditor',
        BEDROCK_SPEND_EXTERNAL_ID: 'x-1',
      },
    });
    expect(asked).toMatchObject({ stderr: '', accounts: [exampleAccount, otherAccount] });
    // The trust policy of the role asks for the external id, which request logs do not show.
    const [assumed] = await aws.control.requests({ operation: 'AssumeRole' });
    expect(assumed).toMatchObject({
      status: 200,
      input: { RoleArn: `arn:aws:iam::${otherAccount}:role/Auditor` },
    });
  });

  it('lets flags come before them, and says why a role was not to be had', async () => {
    const { stderr } = await askedBy({
      flags: `--account ${otherAccount} --external-id wrong`,
      env: { BEDROCK_SPEND_EXTERNAL_ID: 'x-1', BEDROCK_SPEND_ACCOUNTS: exampleAccount },
      config: { roleName: 'Auditor' },
    });
    expect(stderr).toMatch(/^bedrock-spend: .*role\/Auditor.*\n$/);
    const [refused] = await aws.control.requests({ operation: 'AssumeRole' });
    expect(refused).toMatchObject({ errorCode: 'AccessDenied' });
  });

  it('uses a profile of the AWS files, named by a flag or by the file', async () => {
    const { HOME = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env;
    await mkdir(join(HOME, '.aws'), { recursive: true });
    await writeFile(
      join(HOME, '.aws', 'config'),
      `[profile billing]\nregion = eu-west-1\naws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n`,
    );
    const env = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_REGION: '' };
    const expected = { stderr: '', regions: ['eu-west-1'] };
    expect(await askedBy({ env, flags: '--profile billing' })).toMatchObject(expected);
    expect(await askedBy({ env, config: { profile: 'billing' } })).toMatchObject(expected);
    expect(await askedBy({ env: { ...env, AWS_PROFILE: 'billing' } })).toMatchObject(expected);
    const { stderr } = await askedBy({ env, flags: '--profile biling' });
    expect(stderr).toMatch(/^bedrock-spend: .*biling.*\n$/);
  });

  it('keeps past days in the file that the settings name', async () => {
    const config = { cache: 'kept/cells.sqlite' };
    const env = { BEDROCK_SPEND_CACHE: '' };
    expect(await askedBy({ env, config })).toMatchObject({ operations: ['StartQuery'] });
    await aws.control.clearRequests();
    expect(await askedBy({ env, config })).toMatchObject({ operations: [] });
    const { stdout } = await runCommand('cache info', {
      workingDirectory: folder,
      env: { ...aws.env, ...env },
    });
    expect(stdout).toContain(join(folder, 'kept', 'cells.sqlite'));
  });
});

describe('log files', () => {
  it('are not filtered by AWS_REGION', async () => {
    const words =
      'report published-example.ndjson.gz --days 17 --until 2025-04-22 --format classic';
    const { stdout } = await runCommand(words, { env: { ...aws.env, AWS_REGION: 'eu-west-1' } });
    expect(stdout).toContain('Total Requests: 13060');
    expect(await callsOf(aws)).toEqual({});
  });
});
