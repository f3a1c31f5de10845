import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'tools/*/vitest.config.ts'],
    reporters: ['default', './tools/workspace/src/summary-reporter.ts'],
    passWithNoTests: true,
    coverage: {
      // Patterns are matched in each project's own folder.
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['**/*.{test,testing}.{ts,tsx}', '**/tools/**'],
    },
  },
});
