// Writes the JSON Schema of price files. `--check` compares with the committed one instead.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { renderPriceFileSchema } from './render-schema.ts';

const schemaFile = path.join(
  import.meta.dirname,
  '../../../packages/core/schemas/prices.schema.json',
);

const schema = renderPriceFileSchema();
if (!process.argv.includes('--check')) {
  writeFileSync(schemaFile, schema);
} else if (readFileSync(schemaFile, 'utf8') !== schema) {
  console.error('prices.schema.json is out of date: run npx nx build-schema price-table');
  process.exitCode = 1;
}
