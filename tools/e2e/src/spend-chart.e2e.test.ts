import { describe, expect, it } from 'vitest';

import { barHeights } from './spend-chart/bar-heights.ts';
import { chartHost } from './spend-chart/chart-host.ts';
import { lacksChromium } from './spend-chart/chromium.ts';
import type { OpenChart } from './spend-chart/open-chart.ts';

if (lacksChromium) {
  console.warn(
    'The spend chart is not tested: no Chromium here (Debian: apt-get install chromium).',
  );
}

describe.skipIf(lacksChromium)('the spend chart, shown by a host in a browser', () => {
  const { show } = chartHost();

  it('draws each day as high as it cost, and writes the amounts of the report', async () => {
    const { page, frame, calls, complaints, requests } = await show();

    await frame.locator('main[data-phase=ready]').waitFor();
    expect(await frame.locator('#total strong').textContent()).toBe('$7.48');
    expect(await frame.locator('#range').textContent()).toMatch(/^Apr 6 – 22, 2025 · UTC$/);
    expect(await frame.locator('#legend li').first().textContent()).toBe(
      'claude-3-5-sonnet-20241022-v2:0$3.78',
    );
    await frame.locator('summary').click();
    expect(await frame.locator('tbody tr').first().locator('th, td').allTextContents()).toEqual([
      '2025-04-06',
      '$4.58',
      '$2.35',
      '$1.55',
      '$0.38',
      '$0.19',
      '$0.10',
      '$0.01',
      '<$0.01',
    ]);
    const heights = await barHeights(frame, 17);
    expect(heights[0]! / heights[1]!).toBeCloseTo(4.5835 / 2.335, 1);
    expect(heights[2]).toBe(0);
    expect(heights[8]! / heights[0]!).toBeCloseTo(0.3805 / 4.5835, 1);
    expect(calls).toEqual([
      {
        name: 'bedrock-daily-spend',
        arguments: {
          since: '2025-04-06',
          until: '2025-04-22',
          region: 'us-east-1',
          by: 'model',
          top: 6,
        },
      },
    ]);
    expect(page.url()).toBe('about:blank');
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('tells what a day cost under the pointer, and day by day with the keys', async () => {
    const { page, frame } = await show();
    await frame.locator('main[data-phase=ready]').waitFor();
    const canvas = frame.locator('#chart');
    const { x, y, width, height } = (await canvas.boundingBox())!;
    const tip = frame.locator('#tip');

    await page.mouse.move(x + width * 0.14, y + height / 2);
    await tip.locator('.head').waitFor();
    const underPointer = await tip.locator('.head').textContent();
    await page.mouse.move(x + width / 2, y + height + 60);
    const isGone = await tip.isHidden();
    await canvas.focus();
    await page.keyboard.press('ArrowRight');
    const first = await tip.innerText();
    await page.keyboard.press('ArrowRight');
    const second = await tip.locator('.head').textContent();
    await page.keyboard.press('End');
    const last = await tip.locator('.head').textContent();
    await page.keyboard.press('Escape');

    expect(underPointer).toBe('Mon, Apr 7, 2025$2.34');
    expect(isGone).toBe(true);
    expect(first.split('\n').filter(Boolean).slice(0, 2)).toEqual(['Sun, Apr 6, 2025', '$4.58']);
    expect(first).toMatch(/claude-3-5-sonnet-20241022-v2:0\s+\$2\.35/);
    expect(second).toBe(underPointer);
    expect(last).toBe('Tue, Apr 22, 2025no usage');
    expect(await tip.isHidden()).toBe(true);
  });

  it('calls the tool again for another split, keeps the keyboard there, and draws another picture', async () => {
    const { page, frame, calls } = await show();
    await frame.locator('main[data-phase=ready]').waitFor();
    const before = await picture(frame);

    await frame.getByRole('radio', { name: 'Model' }).focus();
    await page.keyboard.press('ArrowRight');
    await frame.locator('#chart[aria-label*="by person"]').waitFor();

    expect(calls.map(({ arguments: { by } }) => by)).toEqual(['model', 'person']);
    expect(await frame.locator('#total strong').textContent()).toBe('$7.48');
    expect(await picture(frame)).not.toBe(before);
    expect(await frame.locator(':focus').getAttribute('value')).toBe('person');
  });

  it('takes a group out of the bars and back', async () => {
    const { frame } = await show();
    await frame.locator('main[data-phase=ready]').waitFor();
    const [all = 0] = await barHeights(frame, 17);
    const button = frame.locator('#legend button').first();

    await button.click();
    const pressed = await button.getAttribute('aria-pressed');
    const without = await picture(frame);
    await button.click();

    expect(pressed).toBe('false');
    expect(await picture(frame)).not.toBe(without);
    expect((await barHeights(frame, 17))[0]).toBe(all);
  });

  it.each([
    { theme: 'dark', colorScheme: 'light' },
    { theme: undefined, colorScheme: 'dark' },
  ] as const)('is dark for %j, and light again when the host says so', async (look) => {
    const { frame, tell, complaints } = await show(look);
    await frame.locator('main[data-phase=ready]').waitFor();
    const dark = await lookOf(frame);
    const darkPicture = await picture(frame);

    await tell('ui/notifications/host-context-changed', { theme: 'light' });

    await expect.poll(() => lookOf(frame)).toEqual({ surface: 255, text: 22 });
    expect(dark.surface).toBeLessThan(60);
    expect(dark.text).toBeGreaterThan(200);
    expect(await picture(frame)).not.toBe(darkPicture);
    expect(complaints).toEqual([]);
  });

  it('fits a narrow host without scrolling sideways', async () => {
    const { frame } = await show({ widthPx: 340 });
    await frame.locator('main[data-phase=ready]').waitFor();

    const [scrolled, shown] = await frame
      .locator('html')
      .evaluate((page) => [page.scrollWidth, page.clientWidth]);

    expect(scrolled).toBe(shown);
    expect(await frame.locator('#chart').isVisible()).toBe(true);
  });
});

type Frame = OpenChart['frame'];

/** The bars as they are drawn at this moment. */
function picture(frame: Frame): Promise<string> {
  return frame.locator('#chart').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

/** Brightness of the page and of its text: the red of each, from 0 to 255. */
async function lookOf(frame: Frame): Promise<{ surface: number; text: number }> {
  const { surface, text } = await frame.locator('body').evaluate((body) => {
    const { backgroundColor, color } = getComputedStyle(body);
    return { surface: backgroundColor, text: color };
  });
  return { surface: redOf(surface), text: redOf(text) };
}

function redOf(color: string): number {
  return Number(/\d+/.exec(color)?.[0]);
}
