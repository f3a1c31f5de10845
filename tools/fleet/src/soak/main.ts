// Soaks four instances: `npx nx soak fleet`, or with `-- --calls 2000 --sessions 20 --seed 7`.
// Prints the figures as text and, in the last line, as JSON. Status 1 where anything went wrong.
import { parseArgs } from 'node:util';

import { runSoak } from './run-soak.ts';
import { soakText } from './soak-text.ts';

const mostHeapChange = 0.1;

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '200' },
    calls: { type: 'string', default: '20000' },
    instances: { type: 'string', default: '4' },
    concurrency: { type: 'string', default: '32' },
    seed: { type: 'string', default: '1' },
  },
});

const result = await runSoak({
  sessions: Number(values.sessions),
  calls: Number(values.calls),
  instances: Number(values.instances),
  concurrency: Number(values.concurrency),
  seed: Number(values.seed),
  pauseMs: [1000, 3000],
  settleMs: 6_000,
  tell: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`${soakText(result)}\n${JSON.stringify(result)}\n`);
const isFine = result.problems.length === 0 && Math.abs(result.heapBytes.change) < mostHeapChange;
process.exitCode = isFine ? 0 : 1;
