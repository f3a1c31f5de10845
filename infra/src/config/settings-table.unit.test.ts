import { describe, expect, it } from 'vitest';

import { settingsTable } from './settings-table.ts';

describe('settingsTable', () => {
  const rows = settingsTable()
    .split('\n')
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  it('says of every setting what it may be and what it is for', () => {
    expect(rows.length).toBeGreaterThan(40);
    const incomplete = rows.filter((cells) => cells.length !== 4 || cells.includes(''));
    expect(incomplete).toEqual([]);
  });

  it('has defaults, what is needed, and the parts of objects', () => {
    const byName = new Map(rows.map(([name, ...rest]) => [name, rest[0]]));
    expect(byName.get('`memory`')).toBe('`2048`');
    expect(byName.get('`regions`')).toBe('`aws:region`');
    expect(byName.get('`domain.certificateArn`')).toBe('needed');
    expect(byName.get('`domain.basePath`')).toBe('none');
    expect(byName.get('`logGroups`')).toBe('`/aws/bedrock/modelinvocations`');
  });
});
