import { createPriceBook, listPrices } from '@bedrock-spend/core';

import { icons } from '../icons.ts';
import { priceTable } from './prices/price-table.ts';
import type { ResourceDefinition, ResourceTemplateDefinition } from './resource.ts';
import { completeModel } from '../completions/complete-names.ts';

const mimeType = 'application/json';
// The list changes with the version of the server only; what is in force may change with the day.
const freshMs = 60 * 60 * 1000;

/** What tokens cost today: the prices that reports use, small enough for a model to read. */
export const prices: ResourceDefinition = {
  uri: 'bedrock-spend://prices',
  name: 'prices',
  title: 'Amazon Bedrock prices in force',
  description:
    'US dollars per million tokens that reports use, for every model: standard tier, all regions without a ' +
    'price of their own, in force today, with source and day checked.',
  mimeType,
  icons: icons.prices,
  freshMs,
  async read({ services }) {
    const book = services.prices ?? createPriceBook();
    const all = listPrices(book, { usageDate: today(services.now()) });
    const usual = all.filter(({ region, tier }) => region === null && tier === 'standard');
    const table = priceTable(usual, {
      checkedOn: book.checkedOn,
      discountPercent: book.discountPercent,
    });
    const others = all.length - usual.length;
    return {
      uri: 'bedrock-spend://prices',
      mimeType,
      text: JSON.stringify({
        ...table,
        more: `${others} prices of single regions and other tiers: read bedrock-spend://prices/{model}`,
      }),
    };
  },
};

/** Every price of the models of a name, those of single regions, other tiers and other days too. */
export const modelPrices: ResourceTemplateDefinition = {
  uriTemplate: 'bedrock-spend://prices/{model}',
  name: 'model-prices',
  title: 'Amazon Bedrock prices of a model',
  description:
    'Every price of the models whose id contains the text: all regions, scopes, tiers and days, with source.',
  mimeType,
  icons: icons.prices,
  freshMs,
  complete: { model: completeModel },
  async read({ model = '' }, uri, { services }) {
    const book = services.prices ?? createPriceBook();
    const rows = listPrices(book, { idContains: model });
    const { checkedOn, discountPercent } = book;
    const table = priceTable(rows, { checkedOn, discountPercent });
    return { uri, mimeType, text: JSON.stringify(table) };
  },
};

/** Prices hold for UTC days. */
function today(now: Date): string {
  return now.toISOString().slice(0, 10);
}
