import { testProject } from '../../vitest.shared.ts';

const project = testProject('mcp-server');

// The scripts make what is deployed, so they are tested as the sources are.
export default {
  ...project,
  test: {
    ...project.test,
    include: [...(project.test?.include ?? []), 'scripts/**/*.{unit,int}.test.ts'],
  },
};
