import { describe, expect, it } from 'vitest';
import { runHere } from '../run-here.testing.ts';

describe('prices list', () => {
  it('lists the prices of the models that were named', async () => {
    const { stdout, status } = await runHere('prices list nova-pro --region us-east-1');
    const [titles, ...rows] = stdout.split('\n');
    expect(titles).toMatch(/^Model +Scope +Region +Tier +Input +Output/);
    expect(rows).toContainEqual(
      expect.stringMatching(/^amazon\.nova-pro-v1:0 +in-region +all +standard +0\.80? +3\.20? /),
    );
    expect(stdout).toMatch(
      /US dollars per million tokens; list prices checked 20\d\d-\d\d-\d\d\.\n$/,
    );
    expect(status).toBe(0);
  });

  it('lists every price as JSON, amounts as strings', async () => {
    const { stdout } = await runHere('prices list --json');
    const rows = JSON.parse(stdout) as { id: string; input?: string; source: string }[];
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.every(({ input }) => input === undefined || typeof input === 'string')).toBe(true);
    expect(rows.every(({ source }) => source !== '')).toBe(true);
  });

  it('says that nothing matches', async () => {
    const { stdout, stderr, status } = await runHere('prices list no-such-model');
    expect(stderr).toBe('bedrock-spend: No price matches; prices list shows all of them.\n');
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });
});

describe('prices explain', () => {
  it('names the price, the rule that found it, its source and what the tokens cost', async () => {
    const { stdout, status } = await runHere(
      'prices explain amazon.nova-pro-v1:0 --region us-east-1 --discount 10' +
        ' --input 1000000 --output 500000',
    );
    expect(stdout).toMatch(/^Found by +base model and scope|^Found by +exact id and scope/m);
    expect(stdout).toMatch(/^Source +.+, checked 20\d\d-\d\d-\d\d$/m);
    expect(stdout).toMatch(/^input +0\.80? +0\.72 +1000000 +0\.72$/m);
    expect(stdout).toMatch(/^Total +2\.16$/m);
    expect(status).toBe(0);
  });

  it('says why a model has no price, and never guesses one', async () => {
    const { stdout, status } = await runHere('prices explain acme.never-heard-of-v1:0');
    expect(stdout).toMatch(/^Price +none: /m);
    expect(status).toBe(1);
  });

  it('names the whole id where a report shows only the end of it', async () => {
    const { stdout, stderr, status } = await runHere('prices explain kimi-k2.5');
    expect(stdout).toMatch(/^Price +none: /m);
    expect(stderr).toMatch(
      /^bedrock-spend: A price needs the whole model id: moonshotai?\.kimi-k2\.5\.\n$/,
    );
    expect(status).toBe(1);
  });

  it('explains as JSON', async () => {
    const { stdout } = await runHere('prices explain us.amazon.nova-pro-v1:0 --json');
    expect(JSON.parse(stdout)).toMatchObject({ baseModel: 'amazon.nova-pro-v1:0', scope: 'geo' });
  });

  it('refuses a day that is none', async () => {
    const { stderr, status } = await runHere('prices explain x --day 2026-02-30');
    expect(stderr).toBe("bedrock-spend: --day takes a day such as 2026-10-31, not '2026-02-30'.\n");
    expect(status).toBe(2);
  });
});
