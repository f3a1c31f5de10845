import { defineProject } from 'vitest/config';

// The first condition makes a test read the sources of the other packages, so no build is needed.
// Vite's `module` is missing: Node would follow it into builds that only a bundler can read.
const conditions = ['@bedrock-spend/source', 'node', 'development|production'];

/** Vitest settings of one workspace project; `name` is its Nx name. */
export function testProject(name: string) {
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: ['src/**/*.{unit,int}.test.{ts,tsx}'],
      // A machine that is busy with other things is no failure.
      testTimeout: 30_000,
      hookTimeout: 30_000,
      env: { TZ: 'UTC', NO_COLOR: '1' },
    },
  });
}
