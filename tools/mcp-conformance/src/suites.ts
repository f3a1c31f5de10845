import { fileURLToPath } from 'node:url';

/** One run of a pinned release of the conformance suite. */
export interface Suite {
  name: string;
  /** Program of the release. */
  program: string;
  arguments: readonly string[];
  /** How many of its scenarios count: a run that scores fewer has missed some. */
  scoredScenarios: number;
}

const current = import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js');
const stable = import.meta.resolve('conformance-stable/dist/index.js');

/** All that the server has to pass: each revision as it was frozen, and the last stable release whole. */
export const suites: readonly Suite[] = [
  {
    name: '2025-11-25',
    program: fileURLToPath(current),
    arguments: ['--requirements', '2025-11-25'],
    scoredScenarios: 30,
  },
  {
    name: '2026-07-28',
    program: fileURLToPath(current),
    arguments: ['--requirements', '2026-07-28'],
    scoredScenarios: 37,
  },
  {
    name: 'stable',
    program: fileURLToPath(stable),
    arguments: ['--suite', 'all'],
    scoredScenarios: 32,
  },
];
