import { afterEach, expect, test, vi } from 'vitest';

import { loadSqlite } from './load-sqlite.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

// Only some versions of Node print the warning, so it is printed here.
test('Only the warning about SQLite is left out, and only while it loads', () => {
  const warnings: unknown[] = [];
  const emitWarning = vi
    .spyOn(process, 'emitWarning')
    .mockImplementation((...warning: unknown[]) => {
      warnings.push(warning[0]);
    });
  const load = process.getBuiltinModule;
  vi.spyOn(process, 'getBuiltinModule').mockImplementation((id: string) => {
    process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
    process.emitWarning('Something else is one too', 'ExperimentalWarning');
    return load(id);
  });
  expect(loadSqlite()).toHaveProperty('DatabaseSync');
  expect(warnings).toEqual(['Something else is one too']);
  expect(process.emitWarning).toBe(emitWarning);
});
