import { expect, test } from 'vitest';
import { compete, type Contender } from './contender.ts';

test('contenders take turns, round after round', async () => {
  const order: string[] = [];
  const contender = (name: string): Contender => ({
    name,
    run: async () => {
      order.push(name);
      const figure = order.length;
      return { cpuSeconds: figure, wallSeconds: figure, peakMegabytes: null, totals: { figure } };
    },
  });
  const results = await compete([contender('one'), contender('other')], 3);
  expect(order).toEqual(['one', 'other', 'one', 'other', 'one', 'other']);
  expect(results[0]?.cpuSeconds).toEqual({ median: 3, min: 1, max: 5 });
  expect(results[1]?.cpuSeconds).toEqual({ median: 4, min: 2, max: 6 });
});
