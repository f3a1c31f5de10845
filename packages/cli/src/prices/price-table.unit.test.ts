import { createPriceBook, listPrices } from '@bedrock-spend/core';
import { describe, expect, it } from 'vitest';
import { priceTable } from './price-table.ts';

const rows = listPrices(createPriceBook(), { idContains: 'claude' });
const table = (width: number) => priceTable({ rows, width, heading: String }).trimEnd().split('\n');

describe('the table of prices', () => {
  it('has a price on each line where there is room', () => {
    const [titles, ...lines] = table(Number.POSITIVE_INFINITY);
    expect(titles).toMatch(
      /^Model +Scope +Region +Tier +Input +Output +Cached +Write 5m +Write 1h/,
    );
    expect(lines).toHaveLength(rows.length);
  });

  it('stands under the ids of the models in 80 columns', () => {
    const [titles = '', ...lines] = table(80);
    expect(titles).toMatch(/^Scope +Region +Tier +Input +Output/);
    expect(lines.filter((line) => /^(in-region|geo|global|gov) /.test(line))).toHaveLength(
      rows.length,
    );
    expect(lines.filter((line) => line !== '' && rows.some(({ id }) => id === line))).toHaveLength(
      new Set(rows.map(({ id }) => id)).size,
    );
    const prices = lines.filter((line) => !line.startsWith('  '));
    expect(Math.max(titles.length, ...prices.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});
