import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { chartHost } from './spend-chart/chart-host.ts';
import { lacksChromium } from './spend-chart/chromium.ts';
import { logRecords } from './spend-chart/log-records.ts';

const june = { since: '2026-06-01', until: '2026-06-04' };
const oneMillionIn = { inputTokens: 1_000_000, outputTokens: 0 };
const hostileNames = ['<img src=x onerror=alert(1)>', '</script><b>bold', 'exe.gnp\u202Etxt'];

describe.skipIf(lacksChromium)('what the spend chart says', () => {
  const { show, serverOver, example } = chartHost();

  it('shows names from logs as text, whatever they look like', async () => {
    const calls = hostileNames.map((team) => ({
      day: '2026-06-01',
      model: 'amazon.nova-lite-v1:0',
      person: 'ana@example.com',
      team,
      ...oneMillionIn,
    }));
    const client = await serverOver(logRecords(calls));
    const report = { ...june, group_by: 'requestMetadata.team' };

    const { frame, complaints } = await show({ client, report });

    await frame.locator('main[data-phase=ready]').waitFor();
    const names = await frame.locator('#legend .name').allTextContents();
    expect(new Set(names)).toEqual(
      new Set([hostileNames[0], hostileNames[1], String.raw`exe.gnp\u202etxt`]),
    );
    expect(await frame.locator('#app img, #app b').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('marks what has no price, and never writes it as $0', async () => {
    const call = { day: '2026-06-01', person: 'ana@example.com', ...oneMillionIn };
    const calls = [
      { ...call, model: 'amazon.nova-lite-v1:0' },
      { ...call, model: 'example.never-heard-of-v1:0' },
      { ...call, model: 'example.never-heard-of-v1:0', day: '2026-06-02' },
    ];
    const client = await serverOver(`${logRecords(calls)}{"cut":`);

    const { frame } = await show({ client, report: june });

    await frame.locator('main[data-phase=ready]').waitFor();
    expect(await frame.locator('#total strong').textContent()).toBe('≥ $0.0600');
    expect(await frame.locator('#legend li').allTextContents()).toEqual([
      'nova-lite-v1:0$0.0600',
      'never-heard-of-v1:0unpriced',
    ]);
    const notes = await frame.locator('#notes').innerText();
    expect(notes).toContain('no known price');
    expect(notes).toContain('One piece of the logs');
    await frame.locator('summary').click();
    expect(await frame.locator('tbody tr').nth(1).locator('td').allTextContents()).toEqual([
      'unpriced',
      '–',
      'unpriced',
    ]);
  });

  it('says which part of the logs could not be read', async () => {
    const call = { person: 'ana@example.com', model: 'amazon.nova-lite-v1:0', ...oneMillionIn };
    const calls = Array.from({ length: 3000 }, (_, place) => ({
      ...call,
      day: '2026-06-01',
      inputTokens: place,
    }));
    const whole = gzipSync(logRecords(calls));
    const client = await serverOver(whole.subarray(0, whole.length - 200), 'calls.ndjson.gz');

    const { frame } = await show({ client, report: june });

    await frame.locator('main[data-phase=ready]').waitFor();
    expect(await frame.locator('#notes').innerText()).toContain('calls.ndjson.gz');
  });

  it('says that there was no usage', async () => {
    const { frame, complaints } = await show({
      report: { since: '2020-01-01', until: '2020-01-03' },
    });

    await frame.locator('main[data-phase=empty]').waitFor();

    expect(await frame.locator('#message').innerText()).toBe(
      'No Amazon Bedrock usage in these days.',
    );
    expect(complaints).toEqual([]);
  });

  it('says what is wrong with a report', async () => {
    const { frame, calls } = await show({ report: { since: 'yesterday' } });

    await frame.locator('main[data-phase=failed]').waitFor();

    expect(await frame.locator('#message p').textContent()).toContain('YYYY-MM-DD');
    expect(calls).toEqual([]);
  });

  it('waits for the report, and tries again after a failure when asked to', async () => {
    let failures = 0;
    const { frame, calls } = await show({
      answer: async (call) => {
        failures += 1;
        if (failures === 1) throw new Error('the server is gone');
        return (await example().callTool({ ...call })) as never;
      },
    });
    await frame.locator('main[data-phase=failed]').waitFor();
    const sentence = await frame.locator('#message p').textContent();

    await frame.getByRole('button', { name: 'Try again' }).click();

    await frame.locator('main[data-phase=ready]').waitFor();
    expect(sentence).toContain('the server is gone');
    expect(calls).toHaveLength(2);
    const { frame: waiting } = await show({ isReportDone: false });
    await waiting.getByText('Waiting for the report…').waitFor();
    expect(await waiting.locator('#app').getAttribute('aria-busy')).toBe('true');
  });

  it('says why there is no chart where the host lets no page call tools', async () => {
    const { frame, calls } = await show({ canCallTools: false });

    await frame.locator('main[data-phase=failed]').waitFor();

    expect(await frame.locator('#message').innerText()).toContain('The report says the same');
    expect(await frame.locator('#again').isHidden()).toBe(true);
    expect(calls).toEqual([]);
  });
});
