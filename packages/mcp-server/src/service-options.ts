import { resolveQuery } from '@bedrock-spend/core';

import type { ServeCommand } from './command-line.ts';
import { openSource } from './open-source.ts';
import { readPrices } from './read-prices.ts';
import type { ServiceOptions } from './services.ts';

/**
 * What the server answers from, as the command says.
 *
 * @throws SpendError where a default or the prices are wrong.
 */
export async function serviceOptions(command: ServeCommand): Promise<ServiceOptions> {
  const { pricesPath, defaults } = command;
  // A wrong default is a matter for who starts the server, not for who calls it.
  await resolveQuery(defaults, { now: new Date() });
  return {
    ...(await openSource(command.source)),
    defaults,
    prices: pricesPath === undefined ? undefined : await readPrices(pricesPath),
  };
}
