import { expect, it } from 'vitest';

import { createGiveWay } from './give-way.ts';

it('lets other work of the process have its turn after 50 ms, and not before', async () => {
  let timeMs = 0;
  let othersRan = false;
  const giveWay = createGiveWay(() => timeMs);
  setImmediate(() => (othersRan = true));
  for (timeMs = 0; timeMs < 50; timeMs += 10) await giveWay();
  expect(othersRan).toBe(false);
  await giveWay();
  expect(othersRan).toBe(true);
});
