import {
  explainPrice,
  listPrices,
  visibleText,
  type PriceBook,
  type PriceExplanation,
  type PriceQuestion,
} from '@bedrock-spend/core';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { ExplainFlags } from '../flags/prices-flags.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { wantsColor, type Terminal } from '../terminal.ts';
import { checkedDay } from './checked-day.ts';
import { textTable, type Column } from './text-table.ts';

export interface PricesExplainOptions {
  model: string;
  flags: ExplainFlags;
  terminal: Terminal;
}

/** Prints which price holds for a call and why; status 1 when there is none. */
export async function runPricesExplain(options: PricesExplainOptions): Promise<ExitStatus> {
  const { model, flags, terminal } = options;
  const settings = await loadSettings(terminal);
  const book = await loadPrices({ flags, settings, terminal });
  const explanation = explainPrice(
    {
      model,
      region: flags.region,
      usageDate: checkedDay(flags.day),
      tier: flags.tier as PriceQuestion['tier'],
      inputTokens: flags.input ?? 0,
      outputTokens: flags.output ?? 0,
      cacheReadTokens: flags.cacheRead ?? 0,
      cacheWrite5mTokens: flags.cacheWrite5m ?? 0,
      cacheWrite1hTokens: flags.cacheWrite1h ?? 0,
    },
    book,
  );
  const { stdout } = terminal;
  if (flags.json === true) {
    stdout.write(`${JSON.stringify(explanation, undefined, 2)}\n`);
  } else {
    const heading = wantsColor(terminal, flags.color) ? colorStyle.heading : String;
    for (const [name, value] of facts(explanation)) {
      stdout.write(`${name.padEnd(12)}${visibleText(value)}\n`);
    }
    if (explanation.tokens.length > 0) stdout.write(`\n${tokenTable(explanation, heading)}`);
  }
  if (explanation.price !== null) return exitStatus.done;
  const meant = idsOfShortName(model, book);
  if (meant.length > 0) {
    const names = visibleText(meant.join(' or '));
    terminal.stderr.write(`bedrock-spend: A price needs the whole model id: ${names}.\n`);
  }
  return exitStatus.failed;
}

/** Reports show models by what follows the vendor, which is no id that a price could be found by. */
function idsOfShortName(name: string, book: PriceBook): string[] {
  const ids = listPrices(book, { idContains: name }).map(({ id }) => id);
  return [...new Set(ids)].filter((id) => id.endsWith(`.${name}`));
}

function facts(explanation: PriceExplanation): [name: string, value: string][] {
  const { model, baseModel, region, scope, tier, usageDate, price, origin, rule } = explanation;
  const found: [string, string][] =
    price === null
      ? [['Price', `none: ${explanation.unpricedReasons.join('; ') || 'no price for this model'}`]]
      : [
          ['Price', `${price.id}, ${price.scope}, ${price.region ?? 'all regions'}`],
          [
            'Found by',
            `${ruleWords[rule ?? ''] ?? String(rule)}${origin === 'own' ? ', your own price' : ''}`,
          ],
          [
            'Source',
            price.checkedOn === null ? price.source : `${price.source}, checked ${price.checkedOn}`,
          ],
        ];
  const sure: [string, string | null][] = [
    ['Model', model],
    ['Base model', baseModel],
    [
      'Call',
      `${region === '' ? 'any region' : region}, ${scope}, ${tier ?? 'reserved'}, on ${usageDate}`,
    ],
  ];
  const more: [string, string | null][] = [
    ['In force', price === null ? null : inForce(price)],
    ['Long', explanation.longContext ? 'prices of long requests' : null],
    ['Discount', explanation.discountPercent === null ? null : `${explanation.discountPercent} %`],
  ];
  return [...sure, ...found, ...more].filter((fact): fact is [string, string] => fact[1] !== null);
}

function inForce({
  effectiveFrom,
  effectiveTo,
}: {
  effectiveFrom: string | null;
  effectiveTo: string | null;
}): string | null {
  if (effectiveFrom === null && effectiveTo === null) return null;
  return `${effectiveFrom ?? 'always'} to ${effectiveTo ?? 'today'}`;
}

const ruleWords: Readonly<Record<string, string>> = {
  'exact-id-and-region': 'exact id and region',
  'exact-id-and-scope': 'exact id and scope',
  'base-id-and-region': 'base model and region',
  'base-id-and-scope': 'base model and scope',
};

const columns: readonly Column[] = [
  { title: 'Tokens', align: 'left' },
  { title: 'Per million', align: 'right' },
  { title: 'You pay', align: 'right' },
  { title: 'Count', align: 'right' },
  { title: 'Cost', align: 'right' },
];

function tokenTable(
  { tokens, discountPercent, costUsd }: PriceExplanation,
  heading: (text: string) => string,
): string {
  const counted = tokens.some((row) => row.tokens > 0);
  const rows = tokens.map((row) => [
    kindWords[row.priceKind] ?? row.priceKind,
    row.usdPerMillion ?? 'no price',
    discountPercent === null ? '' : (row.paidUsdPerMillion ?? ''),
    counted ? String(row.tokens) : '',
    counted ? (row.costUsd ?? 'unpriced') : '',
  ]);
  const total = counted ? [['Total', '', '', '', costUsd]] : [];
  return textTable({ columns, rows: [...rows, ...total], heading });
}

const kindWords: Readonly<Record<string, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write 5 min',
  cacheWrite1h: 'cache write 1 h',
};
