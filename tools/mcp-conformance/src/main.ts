// Runs the conformance suite of the protocol against the server: alone, and behind a proxy that sends
// every request to the next of several instances. The last line is `N passed, N failed, N skipped`.
import { runSuite, type SuiteRun } from './run-suite.ts';
import { showRuns } from './show-runs.ts';
import { suites } from './suites.ts';
import { targets } from './targets.ts';

const runs: SuiteRun[] = [];
for (const start of targets) {
  const target = await start();
  try {
    for (const suite of suites) runs.push(await runSuite(suite, target));
  } finally {
    await target.stop();
  }
}
console.log(showRuns(runs));
const scored = runs.flatMap((run) => run.scored);
const passed = scored.filter(({ hasPassed }) => hasPassed).length;
// A run that went wrong without a failed scenario is a failure of its own.
const broken = runs.filter((run) => run.problems.length > 0 && run.scored.every(passes)).length;
const failed = scored.length - passed + broken;
console.log(`\n${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

function passes({ hasPassed }: { hasPassed: boolean }): boolean {
  return hasPassed;
}
