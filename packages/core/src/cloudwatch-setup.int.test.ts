import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, test } from 'vitest';

import { permissions } from './aws/permissions.ts';
import { checkSetup, presentSetup, type SetupOptions, type SetupReport } from './cloudwatch.ts';
import {
  defaultGroup,
  emulatedAws,
  loggingTo,
  noCredentials,
  ownAccount,
  stub,
} from './emulated-aws.testing.ts';
import { setupJsonSchema, setupReportSchema } from './schema.ts';

const isSetup = new Ajv2020().compile(setupJsonSchema());
const other = '222233334444';
const accountId = ownAccount;
const role = { name: 'BedrockSpendReader', trustedAccounts: [ownAccount], externalId: 'acme-7' };

const aws = emulatedAws({
  accounts: [
    {
      accountId,
      users: [{ name: 'reader' }],
      regions: {
        'us-east-1': {
          logging: loggingTo(defaultGroup),
          logGroups: [{ name: defaultGroup, retentionInDays: 400 }],
        },
        'eu-west-1': {
          logging: {
            ...loggingTo('/custom'),
            s3Config: { bucketName: 'acme-logs', keyPrefix: '' },
            textDataDeliveryEnabled: true,
            imageDataDeliveryEnabled: true,
          },
          logGroups: [{ name: '/custom', logClass: 'INFREQUENT_ACCESS' }],
        },
        'us-west-2': { logging: { s3Config: { bucketName: 'acme-logs', keyPrefix: 'west' } } },
        'eu-central-1': { logging: loggingTo('/gone') },
      },
    },
    {
      accountId: other,
      roles: [role],
      regions: {
        'us-east-1': { logging: loggingTo(defaultGroup), logGroups: [{ name: defaultGroup }] },
      },
    },
  ],
});

beforeEach(() => deny([]));

function deny(actions: string[]): Promise<void> {
  return aws.control.setDenied({ accountId, principal: 'reader', actions });
}

async function setupOf(options: SetupOptions = {}): Promise<SetupReport> {
  const setup = await checkSetup({
    regions: ['us-east-1'],
    externalId: 'acme-7',
    ...options,
  });
  // Everything that is said is in the published schema, and nothing else.
  expect(setupReportSchema.parse(setup)).toEqual(setup);
  const read: unknown = JSON.parse(JSON.stringify(setup));
  expect(isSetup(read) || isSetup.errors).toBe(true);
  return setup;
}

const statusOf = ({ permissions: checks }: SetupReport, action: string) => [
  ...new Set(checks.filter((check) => check.action === action).map(({ status }) => status)),
];

const paid = [
  'logs:StartQuery',
  'logs:GetQueryResults',
  'logs:StopQuery',
  'ce:GetDimensionValues',
  'ce:GetCostAndUsage',
];

describe('a setup that has all it needs', () => {
  test('is ready, and says what is logged where', async () => {
    const setup = await setupOf();
    expect(setup.status).toBe('ready');
    expect(setup.identity).toEqual({ accountId, arn: `arn:aws:iam::${accountId}:user/reader` });
    expect(setup.advice).toEqual([]);
    expect(setup.commands).toEqual([]);
    expect(setup.accounts).toEqual([
      {
        accountId,
        roleArn: null,
        status: 'ok',
        message: null,
        regions: [
          {
            region: 'us-east-1',
            logging: {
              status: 'on',
              cloudWatchLogGroup: defaultGroup,
              s3Location: null,
              bodies: [],
              message: null,
            },
            logGroups: [
              {
                name: defaultGroup,
                status: 'found',
                logClass: 'STANDARD',
                retentionDays: 400,
                storedBytes: 0,
                message: null,
              },
            ],
          },
        ],
      },
    ]);
  });

  test('is found out without a call that costs money', async () => {
    const setup = await setupOf();
    for (const action of paid) expect(statusOf(setup, action)).toEqual(['not-tried']);
    for (const operation of ['StartQuery', 'GetDimensionValues', 'GetCostAndUsage']) {
      expect(await aws.calls(operation)).toEqual([]);
    }
    const tried = setup.permissions.filter(({ status }) => status === 'allowed');
    expect(tried.map(({ action }) => action).sort()).toEqual([
      'bedrock:GetInferenceProfile',
      'bedrock:GetModelInvocationLoggingConfiguration',
      'bedrock:ListInferenceProfiles',
      'bedrock:ListTagsForResource',
      'logs:DescribeLogGroups',
      'logs:FilterLogEvents',
    ]);
  });

  test('tries what costs money when it is asked to', async () => {
    const setup = await setupOf({ paidChecks: true });
    expect(setup.status).toBe('ready');
    expect(setup.permissions.filter(({ status }) => status !== 'allowed')).toEqual([]);
    for (const operation of ['StartQuery', 'StopQuery', 'GetDimensionValues', 'GetCostAndUsage']) {
      expect(await aws.calls(operation)).toHaveLength(1);
    }
    const [query] = await aws.control.requests({ operation: 'StartQuery' });
    const { startTime, endTime } = query?.input ?? {};
    expect(Number(endTime) - Number(startTime)).toBe(60);
  });
});

describe('each permission that is denied', () => {
  const free = [
    'logs:DescribeLogGroups',
    'logs:FilterLogEvents',
    'bedrock:GetModelInvocationLoggingConfiguration',
    'bedrock:ListInferenceProfiles',
    'bedrock:GetInferenceProfile',
    'bedrock:ListTagsForResource',
  ];

  test.each([...free, ...paid])('%s is found, and the policy has it', async (action) => {
    await deny([action]);
    const setup = await setupOf({ paidChecks: paid.includes(action) });
    expect(setup.status).toBe('incomplete');
    const denied = setup.permissions.filter(({ status }) => status === 'denied');
    expect(denied).toMatchObject([{ action, accountId, region: 'us-east-1' }]);
    expect(denied[0]?.detail).toContain(action);
    expect(setup.advice.join(' ')).toContain(action);
    const allowing = setup.policy.Statement.filter(({ Action }) => Action.includes(action));
    expect(allowing).toHaveLength(1);
    expect(allowing[0]?.Resource).toContain(denied[0]?.resource);
    expect(presentSetup(setup)).toMatch(new RegExp(`^denied +${action}`, 'm'));
  });

  test('account:ListRegions is found when all regions are looked at', async () => {
    await deny(['account:ListRegions']);
    const setup = await setupOf({ regions: ['all'] });
    expect(statusOf(setup, 'account:ListRegions')).toEqual(['denied']);
    expect(setup.accounts[0]?.regions.map(({ region }) => region)).toContain('us-east-1');
  });

  test('every action of the table is in the policy of somebody who reads everything', async () => {
    const { policy } = await setupOf({ regions: ['all'], accounts: [accountId, other] });
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual(Object.keys(permissions).sort());
  });
});

describe('without credentials', () => {
  test('the check says how to get some', async () => {
    stub(noCredentials);
    const setup = await setupOf();
    expect(setup).toMatchObject({
      status: 'no-credentials',
      identity: null,
      credentials: { status: 'failed', message: expect.stringContaining('aws configure sso') },
      accounts: [],
    });
    expect(presentSetup(setup)).toMatch(
      /\n\nNothing could be checked, because AWS could not be asked\.\n\nTo do\n1\. .*aws configure sso/s,
    );
  });

  test('that are still good the check says to log in again', async () => {
    await aws.control.addFault({ service: 'sts', kind: 'expired' });
    const setup = await setupOf();
    expect(setup.status).toBe('no-credentials');
    expect(setup.advice[0]).toContain('aws sso login');
  });
});

describe('regions', () => {
  test('where logging is off get the commands that switch it on, counts only', async () => {
    const setup = await setupOf({ regions: ['sa-east-1'] });
    expect(setup.status).toBe('incomplete');
    expect(setup.advice[0]).toBe(
      `Switch invocation logging on in account ${accountId}, sa-east-1, with the commands of this check: no call leaves a record now.`,
    );
    const [list] = setup.commands;
    expect(list?.commands.map((command) => command.split(' ').slice(1, 3).join(' '))).toEqual([
      'logs create-log-group',
      'logs put-retention-policy',
      'iam create-role',
      'iam put-role-policy',
      'bedrock put-model-invocation-logging-configuration',
    ]);
    const config = JSON.parse(list?.commands.at(-1)?.split("'")[1] ?? '') as object;
    expect(config).toEqual({
      ...loggingTo(defaultGroup),
      cloudWatchConfig: {
        logGroupName: defaultGroup,
        roleArn: `arn:aws:iam::${accountId}:role/BedrockInvocationLogging-sa-east-1`,
      },
    });
  });

  test('that log to S3 only keep doing so when CloudWatch is switched on', async () => {
    const setup = await setupOf({ regions: ['us-west-2'] });
    expect(setup.advice[0]).toContain('s3://acme-logs/west');
    expect(setup.commands[0]?.commands.at(-1)).toContain(
      '"s3Config":{"bucketName":"acme-logs","keyPrefix":"west"}',
    );
  });

  test('that log prompts, into a class without fields, for ever, get advice on each', async () => {
    const setup = await setupOf({ regions: ['eu-west-1'] });
    expect(setup.status).toBe('ready');
    expect(setup.advice).toEqual([
      expect.stringContaining('INFREQUENT_ACCESS'),
      expect.stringMatching(/^Log counts only.*\(text, image\)/),
      `Optional: log groups of account ${accountId}, eu-west-1 keep events for ever; a retention, such as 400 days, would bound what storing them costs.`,
    ]);
    const [list] = setup.commands;
    expect(list?.title).toContain('no prompts and completions');
    expect(list?.commands[0]).toContain('"logGroupName":"/custom"');
    expect(list?.commands[0]).toContain('"textDataDeliveryEnabled":false');
  });

  test('that log to a group that was deleted are told so', async () => {
    const setup = await setupOf({ regions: ['eu-central-1'] });
    expect(setup.status).toBe('incomplete');
    expect(setup.advice[0]).toBe(
      `Create the log group /gone in account ${accountId}, eu-central-1: Bedrock cannot log to a group that does not exist.`,
    );
  });

  test('where another group was named get the name of the right one', async () => {
    const setup = await setupOf({ regions: ['eu-west-1'], logGroups: [defaultGroup] });
    expect(setup.advice[0]).toContain('Bedrock logs to /custom');
  });

  test('of the whole world are looked at, and only where there is logging more is tried', async () => {
    const setup = await setupOf({ regions: ['all'] });
    const [account] = setup.accounts;
    const logged = account?.regions.filter(({ logging }) => logging.status === 'on');
    expect(account?.regions).toHaveLength(17);
    expect(logged?.map(({ region }) => region)).toEqual([
      'eu-central-1',
      'eu-west-1',
      'us-east-1',
      'us-west-2',
    ]);
    expect(statusOf(setup, 'account:ListRegions')).toEqual(['allowed']);
    expect(await aws.calls('FilterLogEvents')).toHaveLength(4);
    expect(presentSetup(setup)).toContain('Logging is off in ap-northeast-1');
  });
});

describe('other accounts', () => {
  test('are read by a role whose policies are told', async () => {
    const setup = await setupOf({ accounts: [accountId, other] });
    expect(setup.status).toBe('ready');
    expect(setup.accounts[1]).toMatchObject({
      accountId: other,
      roleArn: `arn:aws:iam::${other}:role/BedrockSpendReader`,
      status: 'ok',
    });
    expect(setup.policy.Statement.find(({ Sid }) => Sid === 'ReadOtherAccounts')).toEqual({
      Sid: 'ReadOtherAccounts',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: [`arn:aws:iam::${other}:role/BedrockSpendReader`],
    });
    expect(setup.otherAccounts).toMatchObject([
      {
        accountId: other,
        roleName: 'BedrockSpendReader',
        trustPolicy: {
          Statement: [
            {
              Principal: { AWS: `arn:aws:iam::${accountId}:root` },
              Condition: { StringEquals: { 'sts:ExternalId': 'acme-7' } },
            },
          ],
        },
      },
    ]);
    const actions = setup.otherAccounts[0]?.policy.Statement.flatMap(({ Action }) => Action);
    expect(actions).toContain('logs:StartQuery');
    expect(actions).not.toContain('sts:AssumeRole');
    expect(actions).not.toContain('ce:GetCostAndUsage');
  });

  test('are told without the external id where it is not for who asks', async () => {
    const setup = await setupOf({ accounts: [accountId, other], hideExternalId: true });
    expect(setup.accounts.map(({ status }) => status)).toEqual(['ok', 'ok']);
    const told = JSON.stringify(setup) + presentSetup(setup);
    expect(told).not.toContain('acme-7');
    expect(told).toContain('EXTERNAL-ID');
  });

  test('that do not let us in are told, and the others are checked', async () => {
    const setup = await setupOf({ accounts: [accountId, other], externalId: 'wrong' });
    expect(setup.status).toBe('incomplete');
    expect(setup.accounts).toMatchObject([
      { accountId, status: 'ok' },
      { accountId: other, status: 'denied', message: expect.stringContaining('--external-id') },
    ]);
    expect(statusOf(setup, 'sts:AssumeRole')).toEqual(['denied']);
    expect(presentSetup(setup)).toContain(
      `Trust policy of the role BedrockSpendReader in account ${other}`,
    );
  });
});

describe('the text', () => {
  test('ends with what is wrong and what to do, which a terminal of 24 lines shows', async () => {
    await deny(['logs:FilterLogEvents']);
    const text = presentSetup(await setupOf({ accounts: [accountId, other] }));
    expect(text.split('\n').slice(-8)).toEqual([
      'Something is missing.',
      '',
      'To do',
      `1. Allow logs:FilterLogEvents in account ${accountId}: the policy of this check`,
      '   has the statements.',
      `2. Optional: log groups of account ${other}, us-east-1 keep events for ever;`,
      '   a retention, such as 400 days, would bound what storing them costs.',
      '',
    ]);
  });

  test('ends with the verdict where nothing is to do, and calls the rest worth a thought', async () => {
    const ready = presentSetup(await setupOf({ paidChecks: true }));
    expect(ready).toMatch(/\n\nEverything is there that reports need\.\n$/);
    const spoiled = presentSetup(await setupOf({ regions: ['eu-west-1'], paidChecks: true }));
    expect(spoiled).toMatch(
      /\n\nEverything is there that reports need\.\n\nWorth a thought\n1\. The log group/,
    );
    expect(spoiled).not.toContain('To do');
  });

  test('does not say that all is there before queries were tried', async () => {
    await deny(['logs:StartQuery']);
    expect(presentSetup(await setupOf())).toMatch(
      /\n\nNothing is missing of what was tried; whether queries are allowed was not\.\n$/,
    );
    expect(presentSetup(await setupOf({ paidChecks: true }))).toContain(
      '\n\nSomething is missing.\n\nTo do\n1. Allow logs:StartQuery in account',
    );
  });

  test('names settings as the surface does that shows it', async () => {
    const group = { regions: ['eu-west-1'], logGroups: [defaultGroup] };
    const flags = presentSetup(await setupOf(group), { width: 200 });
    expect(flags).toContain('--paid-checks tries it');
    expect(flags).toContain('Bedrock logs to /custom, name that with --log-group.');
    const names = { paidChecks: 'paid_checks', logGroups: 'log_group_name' };
    const words = presentSetup(await setupOf({ ...group, names }), { width: 200 });
    expect(words).toContain('a request of Cost Explorer costs $0.01: paid_checks tries it');
    expect(words).toContain('a query may cost money: paid_checks tries it over one minute');
    expect(words).toContain('Bedrock logs to /custom, name that with log_group_name.');
    expect(words).not.toMatch(/--(?:paid|log-group |region all)/);
  });

  test('fits its width, but for what is to be copied', async () => {
    const setup = await setupOf({ regions: ['all'], accounts: [accountId, other] });
    for (const width of [60, 100]) {
      const text = presentSetup(setup, { width });
      const [before = '', after = ''] = text.split(/^Policy of whoever reads.*^Something is/ms);
      const prose = [...before.split('\n'), ...after.split('\n')];
      expect(prose.length).toBeGreaterThan(20);
      expect(prose.filter((line) => line.length > width)).toEqual([]);
    }
  });

  test('shows no control characters of names', async () => {
    const setup = await setupOf();
    const arn = 'arn:aws:iam::111122223333:user/\u001b[31mred';
    const text = presentSetup({ ...setup, identity: { accountId, arn }, advice: ['a\u0007b'] });
    // oxlint-disable-next-line no-control-regex -- the marks are control sequences
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
