// Writes the JSON Schemas that are published with the package: npm run schemas -w packages/core
import { writeFileSync } from 'node:fs';

import {
  billJsonSchema,
  invocationsJsonSchema,
  reportJsonSchema,
  setupJsonSchema,
} from '../src/schema.ts';

const schemas = {
  bill: billJsonSchema(),
  invocations: invocationsJsonSchema(),
  report: reportJsonSchema(),
  setup: setupJsonSchema(),
};

for (const [name, schema] of Object.entries(schemas)) {
  const file = new URL(`../schemas/${name}.schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
