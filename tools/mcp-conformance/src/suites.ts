import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One run of a pinned release of the conformance suite. */
export interface Suite {
  name: string;
  /** Program of the release. */
  program: string;
  arguments: readonly string[];
  /** How many of its scenarios count: a run that scores fewer has missed some. */
  scoredScenarios: number;
}

const { resolve } = createRequire(import.meta.url);
const current = programOf('@modelcontextprotocol/conformance');
const stable = programOf('conformance-stable');

/** All that the server has to pass: each revision as it was frozen, and the last stable release whole. */
export const suites: readonly Suite[] = [
  {
    name: '2025-11-25',
    program: current,
    arguments: ['--requirements', '2025-11-25'],
    scoredScenarios: 30,
  },
  {
    name: '2026-07-28',
    program: current,
    arguments: ['--requirements', '2026-07-28'],
    scoredScenarios: 37,
  },
  {
    name: 'stable',
    program: stable,
    arguments: ['--suite', 'all'],
    scoredScenarios: 32,
  },
];

function programOf(packageName: string): string {
  return join(dirname(resolve(`${packageName}/package.json`)), 'dist', 'index.js');
}
