import { testProject } from '../../vitest.shared.ts';

const project = testProject('fleet');

// What takes a minute, and the processors to itself.
export default {
  ...project,
  test: {
    ...project.test,
    include: ['src/**/*.e2e.test.ts'],
    reporters: ['default', '../workspace/src/summary-reporter.ts'],
  },
};
