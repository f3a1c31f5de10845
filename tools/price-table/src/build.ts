// Builds the library's price table from the inputs and reports what they disagree on. Offline and
// deterministic. `--check` compares with the committed table and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { buildPriceTable } from './build-price-table.ts';
import { describeBuild } from './describe-build.ts';

const tableFile = path.join(
  import.meta.dirname,
  '../../../packages/core/src/price/price-table.data.ts',
);

const build = buildPriceTable();
console.log(describeBuild(build));
if (build.problems.length > 0) {
  process.exitCode = 1;
} else if (!process.argv.includes('--check')) {
  writeFileSync(tableFile, build.source);
} else if (readFileSync(tableFile, 'utf8') !== build.source) {
  console.error(
    'price-table.data.ts is not what the inputs give: run npx nx build-prices price-table',
  );
  process.exitCode = 1;
}
