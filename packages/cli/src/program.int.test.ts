import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.testing.ts';
import { runHere } from './run-here.testing.ts';

describe('wrong usage', () => {
  it.each([
    ['report', /^bedrock-spend: Say what to read: .* logs\/ .* or log in to AWS.*\n$/],
    ['reprot', "bedrock-spend: Unknown command 'reprot': did you mean report?\n"],
    ['report --dayz 3 x', "bedrock-spend: Unknown option '--dayz': did you mean --days?\n"],
    ['report --days 0 x', /--days takes a number of days from 1 to 3660, not '0'\.\n$/],
    ['report --format html x', /takes classic, table, markdown, json or csv, not 'html'/],
    ['report --json --format csv x', /'--json' cannot be used with option '--format/],
    ['report --days 3 --month 2026-01 x', /cannot be used with/],
    ['report --since 2026-02-02 --until 2026-02-01 x', /2026-02-01/],
    ['report --time-zone Mars/Base x', /Mars\/Base/],
    ['report --where model x', /Write a condition as dimension=value/],
    ['report --group-by modle x', /model/],
    ['report --account 12 x', /12 digits/],
    ['report --discount lots x', /--discount takes a percentage/],
    ['report --prices none.json x', 'The price file none.json does not exist.'],
    ['prices lst', /Unknown command 'lst': did you mean list\?/],
    ['demo x', /Too many arguments for 'demo': expected 0 arguments but got 1: x\.\n$/],
  ])('%s ends with status 2 and one sentence', async (words, sentence) => {
    const { stdout, stderr, status } = await runHere(words);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });
});

describe('the help', () => {
  it.each([
    'BEDROCK_SPEND_SOURCE',
    'BEDROCK_SPEND_ENGINE',
    'BEDROCK_SPEND_REGIONS',
    'BEDROCK_SPEND_ACCOUNTS',
    'BEDROCK_SPEND_LOG_GROUPS',
    'BEDROCK_SPEND_ROLE_NAME',
    'BEDROCK_SPEND_EXTERNAL_ID',
    'BEDROCK_SPEND_CACHE',
    'BEDROCK_SPEND_TIME_ZONE',
    'BEDROCK_SPEND_PRICES',
  ])('of report names the variable %s with the flag that it stands for', async (variable) => {
    const { stdout, status } = await runHere('report --help');
    expect(stdout).toContain(variable);
    expect(status).toBe(0);
  });

  it.each(['report', 'logs', 'bill', 'doctor', 'serve'])(
    'of %s says which regions and accounts it takes where none is named, in 80 columns',
    async (name) => {
      const { stdout } = await runHere(`${name} --help`);
      const text = stdout.replaceAll(/\s+/g, ' ');
      expect(text).toMatch(/--region <name> [^-]+\(default: (?:AWS_REGION|all)\b/);
      expect(text).toMatch(/--account <id> [^-]+\(default: (?:your own|see below)\b/);
      for (const line of stdout.split('\n').filter((shown) => !shown.includes('bedrock-spend '))) {
        expect(line.length).toBeLessThanOrEqual(80);
      }
    },
  );
});

describe('without a command', () => {
  it('shows the help', async () => {
    const { stdout, status } = await runCommand([]);
    expect(stdout).toMatch(/^Usage: bedrock-spend <command>/);
    expect(status).toBe(0);
  });

  it('tells its version without loading what reports and clients need', async () => {
    const { stdout, stderr } = await runCommand(['--version'], { env: { NODE_DEBUG: 'esm' } });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(stderr).toContain('commander');
    expect(stderr).not.toMatch(
      /node_modules\/(ink|react|zod|@modelcontextprotocol)\/|packages\/core/,
    );
  });
});
