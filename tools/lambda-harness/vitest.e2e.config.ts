import { testProject } from '../../vitest.shared.ts';

const project = testProject('lambda-harness');

// What needs Lambda's runtime client, whose native part is built the first time.
export default {
  ...project,
  test: {
    ...project.test,
    include: ['src/**/*.e2e.test.ts'],
    reporters: ['default', '../workspace/src/summary-reporter.ts'],
  },
};
