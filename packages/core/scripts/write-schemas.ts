// Writes the JSON Schemas that are published with the package: npm run schemas -w packages/core
import { writeFileSync } from 'node:fs';

import { reportJsonSchema } from '../src/schema.ts';

const file = new URL('../schemas/report.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
