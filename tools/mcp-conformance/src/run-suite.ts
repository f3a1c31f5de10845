import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { failedChecks } from './failed-checks.ts';
import { readSummary, type Scenario } from './read-summary.ts';
import type { Suite } from './suites.ts';

export interface SuiteRun {
  suite: string;
  target: string;
  scored: readonly Scenario[];
  /** Scenarios that fail but do not count. */
  failedUnscored: readonly string[];
  /** What went wrong, line by line; empty when the run has passed. */
  problems: readonly string[];
}

export interface Target {
  name: string;
  /** Of the MCP endpoint; the suite wants the host `localhost`. */
  url: string;
}

const timeLimitMs = 180_000;

/** Runs a suite against a server. */
export async function runSuite(suite: Suite, target: Target): Promise<SuiteRun> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-conformance-'));
  try {
    const { output, status } = await run(suite, target.url, folder);
    const scenarios = readSummary(output);
    const scored = scenarios.filter(({ isScored }) => isScored);
    const failed = scored.filter(({ hasPassed }) => !hasPassed).map(({ name }) => name);
    const missing = suite.scoredScenarios - scored.length;
    const problems = await failedChecks(folder, failed);
    if (missing !== 0)
      problems.push(`${scored.length} scenarios counted, not ${suite.scoredScenarios}`);
    if (status !== 0 && problems.length === 0) problems.push(`ended with status ${status}`);
    if (missing !== 0 && scored.length === 0) problems.push(output.slice(-2000));
    return {
      suite: suite.name,
      target: target.name,
      scored,
      failedUnscored: scenarios
        .filter(({ isScored, hasPassed }) => !isScored && !hasPassed)
        .map(({ name }) => name),
      problems,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(suite: Suite, url: string, folder: string) {
  const command = [suite.program, 'server', '--url', url, ...suite.arguments, '-o', folder];
  return new Promise<{ output: string; status: number }>((resolve) => {
    const child = execFile(
      process.execPath,
      command,
      { timeout: timeLimitMs, maxBuffer: 64 * 1024 * 1024 },
      // The exit code is null where a signal has ended it.
      (_error, stdout, stderr) =>
        resolve({ output: `${stdout}${stderr}`, status: child.exitCode ?? 1 }),
    );
  });
}
