import { describe, expect, test } from 'vitest';

import { everyShape, reportOf } from './example-reports.testing.ts';
import { presentMarkdown } from './markdown.ts';
import { anInvocation } from '../model/invocation.testing.ts';

describe('Markdown', () => {
  test('has a table for each section', () => {
    expect(presentMarkdown(everyShape, { top: 2 })).toMatchSnapshot();
  });

  test('shows names as they are written, whatever they hold', async () => {
    const team = '<img src=x>|*a*_b_`c`[d](e)~f~#1&amp;$x$\\';
    const calls = [anInvocation({ requestMetadata: { team } })];
    const text = presentMarkdown(await reportOf(calls, { groupBy: ['requestMetadata.team'] }), {});
    expect(text).toContain(
      String.raw`| &lt;img src=x\>\|\*a\*\_b\_\`c\`\[d\](e)\~f\~\#1&amp;amp;\$x\$\\ |`,
    );
  });
});
