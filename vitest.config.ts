import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['infra/vitest.config.ts', 'packages/*/vitest.config.ts', 'tools/*/vitest.config.ts'],
    reporters: ['default', './tools/workspace/src/summary-reporter.ts'],
    passWithNoTests: true,
    coverage: {
      // Matched from here, or from a project's folder when one project is asked for.
      include: ['**/src/**/*.{ts,tsx}'],
      exclude: ['**/*.{test,testing}.{ts,tsx}', 'tools/**'],
    },
  },
});
