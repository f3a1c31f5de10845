import { testProject } from '../vitest.shared.ts';

const project = testProject('infra');

// What needs root, Debian packages and minutes.
export default {
  ...project,
  test: {
    ...project.test,
    include: ['src/**/*.e2e.test.ts'],
    reporters: ['default', '../tools/workspace/src/summary-reporter.ts'],
  },
};
