import { testProject } from '../../vitest.shared.ts';

const project = testProject('mcp-server');

// What needs the runtime client of Lambda, which is built from its sources once, in a minute.
export default {
  ...project,
  test: {
    ...project.test,
    include: ['src/**/*.e2e.test.ts'],
    hookTimeout: 300_000,
    reporters: ['default', '../../tools/workspace/src/summary-reporter.ts'],
  },
};
