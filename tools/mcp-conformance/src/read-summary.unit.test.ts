import { describe, expect, it } from 'vitest';

import { readSummary } from './read-summary.ts';

/** The end of a run of 0.2.0-alpha.12, shortened. */
const output = `
Running scenario: tools-list

=== SUMMARY ===
✓ server-stateless: 28 passed, 0 failed
✗ tools-list: 3 passed, 1 failed
✗ tasks-lifecycle: 1 passed, 8 failed
✓ json-schema-2020-12: 8 passed, 0 failed

Total: 40 passed, 9 failed

Not scored for 2026-07-28: 2 scenario(s) run, 1 failing. These do not affect conformance.
  ✗ tasks-lifecycle (extension)
  ✓ json-schema-2020-12 (pending)
`;

describe('the summary of the suite', () => {
  it('tells of each scenario whether it has passed, and whether that counts', () => {
    expect(readSummary(output)).toEqual([
      { name: 'server-stateless', hasPassed: true, isScored: true },
      { name: 'tools-list', hasPassed: false, isScored: true },
      { name: 'tasks-lifecycle', hasPassed: false, isScored: false },
      { name: 'json-schema-2020-12', hasPassed: true, isScored: false },
    ]);
  });

  it('counts every scenario where nothing is said of those that do not', () => {
    const [stable] = output.split('Not scored');

    expect(readSummary(stable ?? '').every(({ isScored }) => isScored)).toBe(true);
  });

  it('is empty where a run has ended before it', () => {
    expect(readSummary('✓ tools-list: 1 passed, 0 failed\nError: connect ECONNREFUSED')).toEqual(
      [],
    );
  });
});
