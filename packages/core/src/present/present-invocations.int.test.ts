import fastStringWidth from 'fast-string-width';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { windowMs } from './example-reports.testing.ts';
import { listFormats, presentInvocations, type ListFormat } from './present-invocations.ts';
import { fixtureText, linesSource } from '../fixtures.testing.ts';
import { listInvocations, memorySource, type Invocation, type ListOptions } from '../index.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';
import type { InvocationList } from '../model/invocation-list.ts';

const now = new Date('2026-11-22T12:00:00Z');
const everyShape = await listInvocations(
  linesSource(fixtureText('log-records.ndjson').split('\n'), 'log-records.ndjson'),
  { since: '2025-01-01', until: '2026-12-31' },
  { now },
);

describe('A list of calls as a table', () => {
  test.each([60, 80, 120, 160])('looks like this in %i columns', (width) => {
    expect(presentInvocations(everyShape, { format: 'table', width })).toMatchSnapshot();
  });

  test('is never wider than the terminal, and shows every call', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryInvocation(windowMs), { minLength: 1, maxLength: 12 }),
        fc.string({ unit: 'grapheme', maxLength: 90 }),
        fc.integer({ min: 40, max: 220 }),
        async (calls, errorCode, width) => {
          const list = await listOf(calls.map((call) => ({ ...call, errorCode })));
          const lines = presentInvocations(list, { format: 'table', width }).split('\n');
          for (const line of lines) expect(fastStringWidth(line)).toBeLessThanOrEqual(width);
          expect(lines.length).toBeGreaterThan(calls.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('shows the time on the clocks of the time zone that was asked for', async () => {
    const call = anInvocation({ timestampMs: Date.parse('2026-05-02T22:30:00Z') });
    const list = await listOf([call], {}, 'Asia/Tokyo');
    expect(table(list)).toContain('2026-05-03 07:30:00');
  });

  test('says how many calls there are, and whether there are more pages', async () => {
    const calls = ['a', 'b', 'c'].map((requestId) => anInvocation({ requestId }));
    expect(table(await listOf(calls))).toContain('\n3 of 3 calls\n');
    expect(table(await listOf(calls, { limit: 2 }))).toContain(
      '\n2 of 3 calls; more on the next page\n',
    );
  });

  test('says that there was none', async () => {
    const none = await listOf([]);
    expect(table(none)).toContain('No Bedrock usage data found');
    const partial = [{ origin: 'a', reason: 'denied' as const, message: 'Not allowed.' }];
    for (const format of ['table', 'markdown'] as const) {
      const text = presentInvocations({ ...none, partial }, { format });
      expect(text).toContain('Not everything could be read, and what could be read');
      expect(text).not.toContain('No Bedrock usage data found');
    }
  });

  test('does not show a cost as nothing that is something', async () => {
    const call = anInvocation({ inputTokens: 1, outputTokens: 0 });
    expect(table(await listOf([call]))).toContain(' <$0.000001');
    const free = anInvocation({ errorCode: 'X', inputTokens: 0, outputTokens: 0 });
    expect(table(await listOf([free]))).toContain(' $0.000000');
  });

  test('marks up only with the style that it is given, and that changes no width', () => {
    const style = { heading: mark, quiet: mark, cost: mark, warning: mark, bar: mark };
    const styled = presentInvocations(everyShape, { format: 'table', style });
    expect(styled).not.toBe(table(everyShape, 80));
    // oxlint-disable-next-line no-control-regex -- the marks are control sequences
    const unstyled = styled.replace(/\u001b\[\dm/g, '').replace(/ +$/gm, '');
    expect(unstyled).toBe(table(everyShape, 80));
  });
});

describe('A list of calls as Markdown', () => {
  test('looks like this', () => {
    expect(presentInvocations(everyShape, { format: 'markdown' })).toMatchSnapshot();
  });

  test('cannot be broken by a name', async () => {
    const list = await listOf([anInvocation({ requestId: 'a|b', errorCode: '<script>`' })]);
    const text = presentInvocations(list, { format: 'markdown' });
    expect(text).toContain(String.raw`| &lt;script\>\` | a\|b |`);
  });
});

describe('A list of calls as CSV', () => {
  test('has a header, and a line for each call with exact figures', () => {
    const lines = presentInvocations(everyShape, { format: 'csv' }).split('\r\n');
    expect(lines[0]).toBe(
      'timestamp,account,region,model,model_id,principal,operation,error,blocked,service_tier,inference_region,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,total_tokens,images,cost_usd,cost_status,unpriced_reasons,assumptions,request_id,request_metadata',
    );
    expect(lines).toHaveLength(1 + everyShape.invocations.length + 1);
    expect(lines[1]).toContain(',1,326,129709,411,130447,0,0.07557825,complete,,');
  });

  test('leaves cells of what is unknown empty', async () => {
    const call = anInvocation({ inputTokens: null, outputTokens: null });
    const [, line] = presentInvocations(await listOf([call]), { format: 'csv' }).split('\r\n');
    expect(line).toContain(',false,,,,,0,0,,0,,unpriced,');
  });

  test('is safe against formulas', async () => {
    const call = anInvocation({ principalArn: '=HYPERLINK("http://x")', requestId: '@SUM(A1)' });
    const text = presentInvocations(await listOf([call]), { format: 'csv' });
    expect(text).toContain(`,"'=HYPERLINK(""http://x"")",`);
    expect(text).toContain(",'@SUM(A1),");
  });
});

describe('A list of calls in every form', () => {
  test.each(listFormats)('writes control characters as text: %s', async (format) => {
    const evil = '\u001b[2J\u202e\n';
    const list = await listOf([
      anInvocation({ principalArn: evil, requestId: evil, region: evil, errorCode: evil }),
    ]);
    const text = presentInvocations(list, { format, width: 200 });
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text).toContain(String.raw`\u001b`);
  });

  test('is refused in a form that does not exist', () => {
    const format = 'xml' as ListFormat;
    expect(() => presentInvocations(everyShape, { format })).toThrow(
      'There is no format "xml"; use table, markdown, json, csv.',
    );
  });
});

function listOf(
  calls: readonly Invocation[],
  options: ListOptions = {},
  timeZone = 'UTC',
): Promise<InvocationList> {
  const query = { since: '2026-05-01', until: '2026-05-07', timeZone };
  return listInvocations(memorySource(calls), query, { now, ...options });
}

function table(list: InvocationList, width = 200): string {
  return presentInvocations(list, { format: 'table', width });
}

function mark(text: string): string {
  return `\u001b[1m${text}\u001b[0m`;
}
