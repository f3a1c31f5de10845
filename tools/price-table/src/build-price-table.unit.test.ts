import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { buildPriceTable } from './build-price-table.ts';
import { describeBuild } from './describe-build.ts';
import { readInputs } from './read-inputs.ts';
import { renderPriceFileSchema } from './render-schema.ts';

const core = path.join(import.meta.dirname, '../../../packages/core');
const build = buildPriceTable();

describe('the committed price table', () => {
  test('is what the inputs give, to the byte', () => {
    const committed = readFileSync(path.join(core, 'src/price/price-table.data.ts'), 'utf8');

    expect(committed === build.source, 'run npx nx build-prices price-table').toBe(true);
  });

  test('comes out the same every time', () => {
    expect(buildPriceTable().source === build.source).toBe(true);
  });

  test('is small enough to load with the library', () => {
    expect(build.source.length).toBeLessThan(80_000);
  });
});

describe('the inputs', () => {
  test('leave nothing undecided', () => {
    expect(build.problems).toEqual([]);
  });

  test('have every id in the table, but for those left out with a reason', () => {
    const priced = new Set(build.rows.map(({ id }) => id));
    const missing = [...readInputs().baseIds.keys()].filter((id) => !priced.has(id));

    expect(readInputs().baseIds.size).toBe(176);
    expect(missing).toEqual(build.decisions.leftOut.map(({ id }) => id));
    expect(build.missingIds).toEqual(missing);
    expect(build.decisions.leftOut.filter(({ reason }) => reason === '')).toEqual([]);
  });

  test('name other things than models too, which are told', () => {
    expect(build.notIds).toContain('claude-3-haiku-20240307');
    expect(
      build.notIds.filter((id) => /^(?:amazon|anthropic|meta|cohere)\.[^@]+$/.test(id)),
    ).toEqual([]);
  });
});

describe('decisions', () => {
  test('give a reason for every figure that the table does not follow', () => {
    const withoutReason = build.disagreements.filter(
      ({ rule }) => !rule || rule.reason.length < 20,
    );

    expect(withoutReason).toEqual([]);
    expect(build.disagreements.length).toBeGreaterThan(500);
  });

  test('have names of their own', () => {
    const names = build.decisions.rules.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  test('are printed with the figures they are about', () => {
    const text = describeBuild(build);

    expect(text).toContain('eu.anthropic.claude-3-5-haiku-20241022-v1:0 input: l 0.25, table 0.8');
    expect(text).toContain('amazon.nova-pro-v1:0 cacheRead: p 0.4, table 0.2');
    expect(text).toContain('anthropic.claude-3-7-sonnet-20240620-v1:0: no such model');
    expect(text).toMatch(/\b0 problems\.$/);
  });
});

test('the committed JSON Schema of price files is what the library checks', () => {
  const committed = readFileSync(path.join(core, 'schemas/prices.schema.json'), 'utf8');

  expect(committed).toBe(renderPriceFileSchema());
});
