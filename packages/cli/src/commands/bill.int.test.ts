import { publishedExample } from '@bedrock-spend/aws-emulator';
import { bedrockCostRecords } from '@bedrock-spend/aws-emulator/bedrock-bill';
import type { Bill } from '@bedrock-spend/core/billing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsOf, emulateAws, exampleAccount, type EmulatedAws } from '../emulated-aws.testing.ts';
import { runCommand } from '../run-command.testing.ts';

const example = 'published-example.ndjson.gz';
const nova = {
  region: 'us-east-1',
  model: 'NovaPro',
  tokenKind: 'input',
  scope: 'in-region',
  billedBy: 'amazon-bedrock',
  pricePerMillionUsd: '0.80',
} as const;
const costs = bedrockCostRecords([
  { ...nova, day: '2025-04-06', tokens: 5_000_000 },
  { ...nova, day: '2025-04-07', tokens: 2_918_750, billedBy: 'marketplace', model: 'Nova Pro' },
  { ...nova, day: '2025-04-14', tokens: 1, estimated: true },
  { ...nova, day: '2025-04-06', tokens: 1_000_000, linkedAccount: '999988887777' },
]);

let aws: EmulatedAws;

beforeAll(async () => {
  const { accounts } = publishedExample();
  aws = await emulateAws({ accounts: accounts.map((account) => ({ ...account, costs })) });
  // Cost Explorer keeps 14 months.
  await aws.control.setClock({ offsetMs: Date.parse('2025-05-10T12:00Z') - Date.now() });
});

afterEach(async () => {
  await aws.control.removeFaults();
  await aws.control.clearRequests();
  await run('cache clear');
});

afterAll(() => aws.stop());

const final = '--since 2025-04-06 --until 2025-04-07';

async function run(words: string, env: Readonly<Record<string, string>> = {}) {
  return runCommand(words, { env: { ...aws.env, ...env } });
}

async function billOf(words: string): Promise<Bill> {
  const { stdout, stderr, status } = await run(`bill ${words} --json`);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return JSON.parse(stdout) as Bill;
}

describe('bill', () => {
  it('stands beside the estimate from CloudWatch, day by day, and says what asking cost', async () => {
    const { stdout, stderr, status } = await run(
      `bill ${final} --account ${exampleAccount} --region us-east-1`,
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.split('\n').slice(0, 10)).toEqual([
      `Bedrock bill, 2025-04-06 to 2025-04-07 (2 days, UTC), ${exampleAccount}, us-east-1`,
      '',
      'Day         Status   Billed  Estimated  Difference',
      '2025-04-06  billed  $4.0000    $4.5835    +$0.5835  +14.59 %',
      '2025-04-07  billed  $2.3350    $2.3350    +$0.0000    0.00 %',
      '2 days      final   $6.3350    $6.9185    +$0.5835   +9.21 %',
      '',
      'Service, usage type                   Quantity       Unit   Billed',
      'Amazon Bedrock                                             $4.0000',
      '  USE1-NovaPro-input-tokens              5,000  1K tokens  $4.0000',
    ]);
    expect(stdout).toContain('0.0300 for 3 requests to Cost Explorer');
    const calls = await callsOf(aws);
    expect(calls).toMatchObject({ GetDimensionValues: 1, GetCostAndUsage: 2, StartQuery: 1 });
  });

  it('is of all regions and the own account where none is named, and so is the estimate', async () => {
    const { regions, accounts, services, estimate } = await billOf(final);
    expect({ regions, accounts }).toEqual({ regions: [], accounts: [exampleAccount] });
    expect(services).toEqual([
      { name: 'Amazon Bedrock', billedUsd: '4' },
      { name: 'Nova Pro (Amazon Bedrock Edition)', billedUsd: '2.335' },
    ]);
    expect(estimate?.sources).toMatchObject([{ name: expect.stringMatching(/us-east-1/) }]);
    expect((await callsOf(aws))['GetModelInvocationLoggingConfiguration']).toBeGreaterThan(1);
  });

  it('costs nothing for days that were asked for before', async () => {
    const first = await billOf(final);
    await aws.control.clearRequests();
    const second = await billOf(final);
    expect(await aws.control.requests({ service: 'ce' })).toEqual([]);
    expect(second.queryCost).toEqual({
      costUsd: '0',
      basis: '0 requests to Cost Explorer, 2 days from the cache',
    });
    expect({ ...second, queryCost: null, estimate: null }).toEqual({
      ...first,
      queryCost: null,
      estimate: null,
    });
  });

  it('pays again for days that AWS may still change, and with --no-cache', async () => {
    const pending = '--since 2025-04-14 --until 2025-04-14 --no-estimate';
    expect((await billOf(pending)).days).toMatchObject([{ status: 'pending' }]);
    expect((await billOf(pending)).queryCost.costUsd).toBe('0.03');
    await billOf(`${final} --no-estimate`);
    const { queryCost } = await billOf(`${final} --no-estimate --no-cache`);
    expect(queryCost.costUsd).toBe('0.03');
  });

  it('reads no logs with --no-estimate', async () => {
    const { estimate, days, accounts } = await billOf(`${final} --no-estimate`);
    expect({ estimate, accounts }).toEqual({ estimate: null, accounts: [] });
    expect(days).toMatchObject([{ estimatedUsd: null }, { estimatedUsd: null }]);
    expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
  });

  it('takes log files for the estimate, and is of the accounts whose calls they hold', async () => {
    const { estimate, totals, accounts } = await billOf(`${example} ${final}`);
    expect(accounts).toEqual([exampleAccount]);
    expect(estimate?.sources).toMatchObject([{ kind: 'files', name: example }]);
    expect(totals.final).toMatchObject({ billedUsd: '6.335', differencePercent: '9.21' });
    expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
  });

  it.each([
    ['markdown', /^\| 2025-04-06 \| billed \| \\\$4\.8000 \|$/m],
    ['csv', /^day,2025-04-06,billed,,,,,,4\.8,,,,\r$/m],
    ['table', /^2025-04-06 {2}billed {2}\$4\.8000$/m],
  ])('comes as %s', async (format, line) => {
    const { stdout, status } = await run(`bill ${final} --no-estimate --format ${format}`);
    expect(stdout).toMatch(line);
    expect(status).toBe(0);
  });
});

describe('what a bill lacks', () => {
  it('is shown without its estimate where the logs cannot be read: it is paid for', async () => {
    const { stdout, stderr, status } = await run(`bill ${final} --region us-east-1 --log-group x`);
    expect(stdout).toMatch(/^2025-04-06 {2}billed {2}\$4\.0000$/m);
    expect(stderr).toMatch(/^bedrock-spend: There is no estimate beside the bill: .*\n$/);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^Partial {5}there is no estimate beside the bill: /m);
    expect(await aws.control.requests({ service: 'ce' })).toHaveLength(3);
  });

  it('is asked for only when the log files could be read', async () => {
    const { stdout, stderr, status } = await run(`bill no-such.ndjson ${final}`);
    expect(stderr).toMatch(/^bedrock-spend: .*no-such\.ndjson.*\n$/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(await aws.control.requests()).toEqual([]);
  });

  it('names the account whose logs are not in the estimate', async () => {
    const { stdout, stderr, status } = await run(
      `bill ${final} --account ${exampleAccount},999988887777 --region us-east-1`,
    );
    expect(stdout).toMatch(/^2025-04-06 {2}billed {2}\$4\.8000 {4}\$4\.5835/m);
    expect(stderr).toMatch(/^bedrock-spend: .*999988887777.*\n$/);
    expect(status).toBe(3);
  });

  it('is a failure where Cost Explorer denies it', async () => {
    await aws.control.addFault({ service: 'ce', kind: 'denied' });
    const { stdout, stderr, status } = await run(`bill ${final}`);
    expect(stderr).toMatch(/^bedrock-spend: .*ce:GetDimensionValues.*\n$/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    const faults = (await aws.control.requests()).filter(({ fault }) => fault === 'denied');
    expect(faults).toHaveLength(1);
  });

  it('is a failure without credentials', async () => {
    const { stdout, stderr, status } = await run(`bill ${final}`, {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
    });
    expect(stderr).toMatch(/^bedrock-spend: No AWS credentials were found: .*\n$/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });
});

describe('a bill that cannot be meant', () => {
  it.each([
    ['logs/ --no-estimate', 'logs/ is for the estimate: leave it out, or leave out --no-estimate.'],
    ['--no-estimate --engine filter', '--engine is for the estimate: leave it out'],
    ['--no-estimate --prices p.json', '--prices'],
    ['logs/ --source cloudwatch', 'CloudWatch has no paths: leave out logs/'],
    ['logs/ --role-name Reader', '--role-name is for --source cloudwatch'],
    ['--where model=x', "Unknown option '--where'; --help lists what there is."],
    ['--format classic', "--format takes table, markdown, json or csv, not 'classic'."],
    ['--days 7 --month 2025-04', '--days'],
    ['--account 12', '12'],
  ])('is refused before anything is asked: %s', async (words, sentence) => {
    const { stdout, stderr, status } = await run(`bill ${words}`);
    expect(stderr).toContain(sentence);
    expect(stderr.split('\n')).toHaveLength(2);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(await aws.control.requests()).toEqual([]);
  });
});
