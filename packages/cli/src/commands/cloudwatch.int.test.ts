import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  callsOf,
  emulateAws,
  exampleAccount,
  publishedText,
  type EmulatedAws,
} from '../emulated-aws.testing.ts';
import { resultOf, runCommand, startCommand } from '../run-command.testing.ts';

let aws: EmulatedAws;

beforeAll(async () => {
  aws = await emulateAws();
});

afterEach(async () => {
  await aws.control.removeFaults();
  await aws.control.clearRequests();
});

afterAll(() => aws.stop());

const window = '--region us-east-1 --days 17 --until 2025-04-22';

async function run(words: string, env: Readonly<Record<string, string>> = {}) {
  return runCommand(words, { env: { ...aws.env, ...env } });
}

describe('report from CloudWatch', () => {
  it('prints the published text, asked by Insights alone', async () => {
    const { stdout, stderr, status } = await run(`report ${window} --format classic --no-cache`);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const cost = /^Query cost: .* scanned by CloudWatch Logs Insights\)\n/m;
    expect(stdout).toMatch(cost);
    expect(stdout.replace(cost, '')).toBe(await publishedText());
    const calls = await callsOf(aws);
    expect(calls['StartQuery']).toBe(1);
    expect(calls['FilterLogEvents']).toBeUndefined();
  });

  it('prints the same with --engine filter, and then no query is started', async () => {
    const { stdout, status } = await run(
      `report ${window} --format classic --engine filter --no-cache`,
    );
    expect(status).toBe(0);
    expect(stdout).toBe(await publishedText());
    const calls = await callsOf(aws);
    expect(calls['FilterLogEvents']).toBeGreaterThan(0);
    expect(calls['StartQuery']).toBeUndefined();
  });

  it('reads no past day twice', async () => {
    const first = await run(`report ${window} --json`);
    const asked = await callsOf(aws);
    expect(asked['StartQuery']).toBe(1);
    await aws.control.clearRequests();
    const second = await run(`report ${window} --json`);
    expect((await callsOf(aws))['StartQuery']).toBeUndefined();
    expect(JSON.parse(second.stdout)).toMatchObject({
      totals: (JSON.parse(first.stdout) as { totals: object }).totals,
    });
  });

  it('shows with --dry-run what it would ask, and asks for nothing that is read or paid', async () => {
    const { stdout, status } = await run(`report ${window} --dry-run --no-cache`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/stats count\(\*\)/);
    expect(stdout).toMatch(/^ {2}2025-04-06 to 2025-04-22 +Insights +\d+ MB +\$0\.00\d\d$/m);
    const calls = await callsOf(aws);
    expect(calls['StartQuery']).toBeUndefined();
    expect(calls['FilterLogEvents']).toBeUndefined();
  });

  it('tells in a dry run what is kept, and gives every query as JSON', async () => {
    await run('cache clear');
    await run('report --region us-east-1 --since 2025-04-08 --until 2025-04-12');
    const { stdout } = await run(`report ${window} --dry-run`);
    expect(stdout).toMatch(/^ {2}2025-04-06 to 2025-04-07 +Insights +.*\n.*12 +cache +- +-\n/m);
    expect(stdout.match(/\| stats /g)).toHaveLength(1);
    const { stdout: json } = await run(`report ${window} --dry-run --json`);
    expect(JSON.parse(json)).toMatchObject([
      { query: null, costUsd: '0' },
      { query: expect.stringContaining('1743897600000') as string },
      { query: expect.stringContaining('1744502400000') as string },
    ]);
  });

  it('plans the others where one of several accounts denies it, with status 3', async () => {
    const accounts = `--account ${exampleAccount},999988887777`;
    const { stdout, stderr, status } = await run(`report ${window} ${accounts} --dry-run`);
    expect(stderr).toMatch(/^bedrock-spend: Account 999988887777 cannot be read: .*\n$/);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^999988887777 us-east-1 .*\n.* not planned +- +-$/m);
    expect(stdout).toMatch(/^Total of the others, at most +\d+ MB +\$0\.00\d\d$/m);
    const { stdout: json } = await run(`report ${window} ${accounts} --dry-run --json`);
    expect(JSON.parse(json)).toContainEqual(
      expect.objectContaining({ problem: expect.stringContaining('999988887777') as string }),
    );
  });

  it('stops the query in AWS when the user presses Ctrl-C', async () => {
    await aws.control.setLatency({ pageMs: 0, queryBaseMs: 20_000, queryBytesPerSecond: 1e9 });
    try {
      const command = startCommand(`report ${window} --no-cache`, { env: aws.env });
      const result = resultOf(command);
      await expect
        .poll(async () => (await callsOf(aws))['GetQueryResults'] ?? 0, { timeout: 20_000 })
        .toBeGreaterThan(0);
      command.kill('SIGINT');
      expect((await result).status).toBe(130);
      expect((await callsOf(aws))['StopQuery']).toBe(1);
    } finally {
      await aws.control.setLatency({ pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 1e12 });
    }
  });
});

describe('what goes wrong with AWS is one sentence', () => {
  it.each([
    ['expired', 'expired', 1, /^bedrock-spend: The AWS credentials have expired: .*\n$/],
    ['denied', 'denied', 1, /^bedrock-spend: .*logs:StartQuery.*\n$/],
  ] as const)('credentials that are %s', async (_, kind, expected, sentence) => {
    await aws.control.addFault({ service: 'logs', kind });
    const { stdout, stderr, status } = await run(`report ${window} --no-cache`);
    expect(stderr).toMatch(sentence);
    expect({ stdout, status }).toEqual({ stdout: '', status: expected });
    const faults = (await aws.control.requests()).filter(({ fault }) => fault === kind);
    expect(faults.length).toBeGreaterThan(0);
  });

  it('a log group that is not there names the one that is', async () => {
    const { stderr, status } = await run(
      `report ${window} --no-cache --log-group /aws/bedrock/modelinvocation`,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/\/aws\/bedrock\/modelinvocations/);
  });

  it('an account that denies the role is named, the rest is printed, and the status is 3', async () => {
    const { stdout, stderr, status } = await run(
      `report ${window} --no-cache --format classic --account ${exampleAccount} --account 999988887777`,
    );
    expect(status).toBe(3);
    expect(stdout).toContain('Total Requests: 13060');
    expect(stderr).toMatch(/999988887777/);
  });

  it('no credentials at all', async () => {
    const { HOME = '' } = aws.env;
    const { stderr, status } = await runCommand(`report --source cloudwatch ${window}`, {
      env: { HOME, AWS_ENDPOINT_URL: aws.url, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^bedrock-spend: No AWS credentials were found: .*\n$/);
  });
});

describe('what cannot be meant', () => {
  it.each([
    ['report logs/ --source cloudwatch', /CloudWatch has no paths: leave out logs\//],
    ['report published-example.ndjson.gz --engine filter', /--engine is for --source cloudwatch/],
    ['report published-example.ndjson.gz --log-group x', /--log-group is for --source cloudwatch/],
    ['report published-example.ndjson.gz --dry-run', /--dry-run is for --source cloudwatch/],
    ['report --source cloudwatch --strict', /--strict is for log files/],
    ['report --engine fast', /--engine takes auto, insights or filter, not 'fast'/],
    ['report --source cloudwatch --log-group a*b', /Give a log group by its name/],
  ])('%s', async (words, sentence) => {
    const { stdout, stderr, status } = await run(words);
    expect(stderr).toMatch(sentence);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });
});

describe('logs from CloudWatch', () => {
  it('lists the most expensive calls, read by FilterLogEvents', async () => {
    const { stdout, status } = await run(`logs ${window} --limit 1 --json`);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      matched: 13_060,
      invocations: [{ model: 'command-r-plus-v1:0', costUsd: '0.053439' }],
    });
    expect((await callsOf(aws))['StartQuery']).toBeUndefined();
  });
});

describe('cache', () => {
  it('tells what it holds, and forgets it', async () => {
    await run(`report ${window} --json`);
    const info = await run('cache info --json');
    expect(JSON.parse(info.stdout)).toMatchObject({
      accounts: [exampleAccount],
      regions: ['us-east-1'],
    });
    expect((await run('cache clear')).stdout).toMatch(/^The cache is cleared\. It held /);
    expect((await run('cache info')).stdout).toMatch(/Usage +nothing/);
  });
});

describe('doctor', () => {
  it('ends with the verdict, and with the status that goes with it', async () => {
    expect(await run('doctor')).toMatchObject({ status: 0, stderr: '' });
    const { HOME = '' } = aws.env;
    const stranger = { HOME, AWS_ENDPOINT_URL: aws.url, AWS_EC2_METADATA_DISABLED: 'true' };
    expect((await runCommand('doctor --region us-east-1', { env: stranger })).status).toBe(1);
    await aws.control.addFault({ service: 'logs', operation: 'FilterLogEvents', kind: 'denied' });
    const { stdout, status } = await run('doctor');
    expect(status).toBe(3);
    expect(stdout).toContain('logs:FilterLogEvents');
  });

  it('prints the policy alone', async () => {
    const { stdout, status } = await run('doctor --policy');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ Version: '2012-10-17' });
  });
});
