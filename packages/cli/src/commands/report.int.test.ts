import { copyFile, link, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtures, resultOf, runCommand, startCommand } from '../run-command.testing.ts';

// The command runs in the folder of the fixtures.
const example = 'published-example.ndjson.gz';
const window = '--days 17 --until 2025-04-22 --region us-east-1';

const expected = (name: string): Promise<string> => readFile(join(fixtures, name), 'utf8');

describe('report', () => {
  it('prints the published example to the byte, and what it cost', async () => {
    const { stdout, stderr, status } = await runCommand(
      `report --source files ${window} --format classic ${example}`,
    );
    expect(stdout).toBe(await expected('published-example.classic.txt'));
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  it('reads stdin, and prints classic text into a pipe unless told otherwise', async () => {
    const input = [await readFile(join(fixtures, example))];
    const { stdout, status } = await runCommand(`report - ${window}`, { input });
    expect(stdout).toBe(await expected('published-example.classic.txt'));
    expect(status).toBe(0);
  });

  it.each([
    ['json', /^\{[^]*"schemaVersion": ?"1\.0"/],
    ['csv', /^\S*section,/i],
    ['markdown', /^## Bedrock spend/],
    ['table', /Bedrock/],
  ])('prints %s', async (format, start) => {
    const { stdout, status } = await runCommand(`report ${window} --format ${format} ${example}`);
    expect(stdout).toMatch(start);
    expect(status).toBe(0);
  });

  it('groups and filters, in flags that may be repeated', async () => {
    const { stdout } = await runCommand(
      `report ${example} ${window} --json --group-by model,day --where model=nova-lite-v1:0` +
        ' --where model=nova-pro-v1:0 --where day!=2025-04-06',
    );
    const { totals, sections } = JSON.parse(stdout) as {
      totals: { requests: number };
      sections: Record<string, { key: string }[]>;
    };
    expect(Object.keys(sections)).toEqual(['byModel', 'byDay']);
    expect(sections['byModel']!.length).toBe(2);
    expect(totals.requests).toBeLessThan(133);
  });

  it('says that there is a log when its calls are of other days', async () => {
    const { stdout, stderr, status } = await runCommand(
      `report ${example} --month 2026-02 --format classic`,
    );
    expect(stdout).toBe('No Bedrock usage data found for the specified period.\n');
    expect(stderr).toBe(
      'bedrock-spend: 13060 records were read, none from 2026-02-01 to 2026-02-28 that passes the filters; --since and --month choose other days.\n',
    );
    expect(status).toBe(0);
  });

  it('takes a discount off list prices', async () => {
    const { stdout } = await runCommand(`report ${example} ${window} --discount 50`);
    expect(stdout).toMatch(/^Total Cost: 3\.7393$/m);
  });

  it('colors only a terminal', async () => {
    const { stdout } = await runCommand(`report ${example} ${window} --format table`);
    expect(stdout).not.toContain('\u001B');
  });

  it('says nothing when the reader of its output has seen enough', async () => {
    const child = startCommand(`report ${example} ${window} --format json`);
    const result = resultOf(child);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await result).toMatchObject({ stderr: '', status: 0 });
  });

  it('ends with 130 and without a word when it is interrupted', async () => {
    const child = startCommand(['report', '-']);
    const result = resultOf(child);
    child.stdin.write('\n');
    setTimeout(() => child.kill('SIGINT'), 700);
    expect(await result).toEqual({ stdout: '', stderr: '', status: 130 });
  });
});

describe('an interrupted report', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-interrupted-'));
    // Seconds of work, and no room taken.
    const names = Array.from({ length: 300 }, (_, index) => join(folder, `${index}.gz`));
    await copyFile(join(fixtures, example), names[0]!);
    await Promise.all(names.slice(1).map((name) => link(names[0]!, name)));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('ends with 130 and without a word although files are still to be read', async () => {
    const child = startCommand(`report ${folder} ${window}`);
    const result = resultOf(child);
    setTimeout(() => child.kill('SIGINT'), 1500);
    expect(await result).toEqual({ stdout: '', stderr: '', status: 130 });
  });
});
