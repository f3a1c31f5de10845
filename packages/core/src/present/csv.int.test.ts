import { describe, expect, test } from 'vitest';

import { presentCsv } from './csv.ts';
import { everyShape, reportOf } from './example-reports.testing.ts';
import { anInvocation } from '../model/invocation.testing.ts';

describe('CSV', () => {
  test('has a header, and a line for each row of each section', () => {
    const lines = rowsOf(presentCsv(everyShape));
    const rows = Object.values(everyShape.sections).flat();
    expect(lines).toHaveLength(1 + rows.length + 1);
    expect(lines[0]).toBe(
      'section,key,requests,served,failed,blocked,unknown_counts,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,effective_input_tokens,total_tokens,cost_usd,cost_status,unpriced_requests',
    );
    expect(lines.at(-1)).toBe('');
  });

  test('holds exact costs, and an empty cell for what has no price', () => {
    const lines = rowsOf(presentCsv(everyShape));
    const nova = everyShape.sections.byModel?.find(({ key }) => key === 'nova-micro-v1:0');
    expect(lines).toContain(
      `model,nova-micro-v1:0,1,1,0,0,0,1,8,0,0,1,9,${nova?.costUsd},complete,0`,
    );
    expect(lines).toContain('model,xyz987,1,1,0,0,0,500,20,0,0,500,520,,unpriced,1');
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1+1', "' =1+1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\r\nb', String.raw`a\u000d\u000ab`],
    ['a-b=c', 'a-b=c'],
  ])('writes the name %j as %s', async (team, cell) => {
    const calls = [anInvocation({ requestMetadata: { team } })];
    const text = presentCsv(await reportOf(calls, { groupBy: ['requestMetadata.team'] }));
    expect(rowsOf(text)[1]?.startsWith(`requestMetadata.team,${cell},1,1,0,`)).toBe(true);
  });
});

function rowsOf(text: string): string[] {
  return text.split('\r\n');
}
