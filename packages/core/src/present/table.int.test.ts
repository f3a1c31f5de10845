import fastStringWidth from 'fast-string-width';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { everyShape, reportOf, windowMs } from './example-reports.testing.ts';
import { presentTable } from './table.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';
import type { Report } from '../model/report.ts';

describe('The table', () => {
  test.each([80, 100, 120])('looks like this in %i columns', (width) => {
    expect(table(everyShape, width, 5)).toMatchSnapshot();
  });

  test('is 80 columns wide where nothing is said', () => {
    expect(table(everyShape)).toBe(table(everyShape, 80));
  });

  test('is never wider than the terminal, and shows every row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryInvocation(windowMs), { minLength: 1, maxLength: 20 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }),
        fc.integer({ min: 40, max: 220 }),
        async (calls, team, width) => {
          const tagged = calls.map((call) => ({ ...call, requestMetadata: { team } }));
          const report = await reportOf(tagged, { groupBy: ['model', 'requestMetadata.team'] });
          const lines = table(report, width).split('\n');
          for (const line of lines) expect(fastStringWidth(line)).toBeLessThanOrEqual(width);
          expect(lines.length).toBeGreaterThan(report.sections.byModel?.length ?? 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('says in dollars what the queries cost, also where that is little', async () => {
    const report = await reportOf([anInvocation()]);
    const line = /^Query cost  (.*)$/m;
    const noted = (costUsd: string) =>
      line.exec(table({ ...report, queryCost: { costUsd, basis: '1 MB scanned' } }))?.[1];
    expect(noted('0.00615')).toBe('$0.0062 for this report (1 MB scanned)');
    expect(noted('0.000005')).toBe('less than $0.0001 for this report (1 MB scanned)');
    expect(noted('0')).toBe('$0.0000 for this report (1 MB scanned)');
  });

  test('shows principals by role and session, with the account where two are alike', async () => {
    const report = await reportOf([
      anInvocation({ principalArn: sessionArn('111122223333', 'app') }),
      anInvocation({ principalArn: sessionArn('444455556666', 'app') }),
      anInvocation({ principalArn: sessionArn('444455556666', 'other') }),
      anInvocation({ principalArn: 'arn:aws:iam::111122223333:user/ci' }),
      anInvocation({ principalArn: '' }),
    ]);
    const text = table(report);
    for (const name of [
      '111122223333:team-a/app',
      '444455556666:team-a/app',
      'team-a/other',
      'user/ci',
      '(none)',
    ]) {
      expect(text).toMatch(new RegExp(`^${name.replace(/[()]/g, '\\$&')} `, 'm'));
    }
  });

  test('shows whole ARNs where account, role and session are alike too', async () => {
    const arns = ['0123456789abcdef', 'fedcba9876543210'].map((suffix) =>
      sessionArn('111122223333', 'app').replace('team-a', `AWSReservedSSO_Dev_${suffix}`),
    );
    const text = table(
      await reportOf(arns.map((principalArn) => anInvocation({ principalArn }))),
      200,
    );
    for (const arn of arns) expect(text).toContain(`\n${arn} `);
  });

  test('shows the permission set of an Identity Center session, so that the person fits', async () => {
    const role = 'AWSReservedSSO_Developer_0123456789abcdef';
    const arn = `arn:aws:sts::111122223333:assumed-role/${role}/ana@example.com`;

    const text = table(await reportOf([anInvocation({ principalArn: arn })]));

    expect(text).toMatch(/^Developer\/ana@example\.com /m);
  });

  test('takes the middle out of long names', async () => {
    const model = parseModelId(`a.${'x'.repeat(60)}-the-end`);
    const text = table(await reportOf([anInvocation({ model })]));
    expect(text).toMatch(/^x+…x*-the-end /m);
  });

  test('shows shares of tokens where nothing has a price', async () => {
    const report = await reportOf([anInvocation({ model: parseModelId('a.b') })]);
    expect(table(report)).toContain('Share of tokens');
  });

  test('marks up only with the style that it is given, and that changes no width', () => {
    const style = { heading: mark, quiet: mark, cost: mark, warning: mark, bar: mark };
    const styled = presentTable(everyShape, { style });
    expect(styled).not.toBe(table(everyShape));
    // oxlint-disable-next-line no-control-regex -- the marks are control sequences
    const unstyled = styled.replace(/\u001b\[\dm/g, '').replace(/ +$/gm, '');
    expect(unstyled).toBe(table(everyShape));
  });
});

function table(report: Report, width?: number, top?: number): string {
  return presentTable(report, { width, top });
}

function sessionArn(account: string, session: string): string {
  return `arn:aws:sts::${account}:assumed-role/team-a/${session}`;
}

function mark(text: string): string {
  return `\u001b[1m${text}\u001b[0m`;
}
