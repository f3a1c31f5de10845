import { readFile } from 'node:fs/promises';

import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { serverSettingsSchema } from './server-settings.ts';

const page = new URL('../../../../docs/server-access.md', import.meta.url);

interface Setting {
  /** Of everything that is no object: `limits.bodyBytes`, `apiKeys[].name`. */
  key: string;
  description: string;
}

describe('the page on serving others', () => {
  const settings = settingsIn(z.toJSONSchema(serverSettingsSchema, { io: 'input' }));
  let defaults: Map<string, string>;

  beforeAll(async () => {
    const text = await readFile(page, 'utf8');
    const table = text.split('\n## Settings\n')[1]?.split('\n## ')[0] ?? '';
    const rows = table.matchAll(/^\| `([^`]+)` +\| ([^|]*)\|/gm);
    defaults = new Map([...rows].map(([, key = '', value = '']) => [key, value]));
  });

  it('has a row for every setting, in the order of the schema, and for nothing else', () => {
    expect([...defaults.keys()]).toEqual(settings.map(({ key }) => key));
  });

  it('tells the default of each setting that has a number for one', () => {
    const numbers = settings.flatMap(({ key, description }) => {
      const value = /\(default (\d+)/.exec(description)?.[1];
      return value === undefined ? [] : [[key, value] as const];
    });

    expect(numbers.length).toBeGreaterThan(0);
    const told = numbers.map(([key]) => [key, /\d+/.exec(defaults.get(key) ?? '')?.[0]]);
    expect(told).toEqual(numbers);
  });
});

function settingsIn(node: z.core.JSONSchema.BaseSchema, path = ''): Setting[] {
  const items = (node.items ?? {}) as z.core.JSONSchema.BaseSchema;
  if (items.properties !== undefined) return settingsIn(items, `${path}[]`);
  if (node.properties === undefined) return [{ key: path, description: node.description ?? '' }];
  const settings = Object.entries(node.properties).filter(([name]) => name !== '$schema');
  return settings.flatMap(([name, child]) =>
    settingsIn(child as z.core.JSONSchema.BaseSchema, path === '' ? name : `${path}.${name}`),
  );
}
