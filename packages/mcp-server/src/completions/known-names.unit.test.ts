import { createReport, memorySource, type Report } from '@bedrock-spend/core';
import { expect, it } from 'vitest';

import { createKnownNames } from './known-names.ts';
import { propose } from './propose.ts';

const empty = await createReport(memorySource([]), { days: 1 });
const [zero] = [{ ...empty.totals }];

function shown(section: string, keys: readonly string[]): Report {
  return { ...empty, sections: { [section]: keys.map((key) => ({ ...zero, key })) } };
}

it('Names of the latest report come first, in its order', () => {
  const names = createKnownNames();
  names.remember(shown('byModel', ['old-a', 'old-b']));
  names.remember(shown('byModel', ['new-a', 'old-b', 'new-b']));
  expect(names.seen('model')).toEqual(['new-a', 'old-b', 'new-b', 'old-a']);
});

it('It keeps no more names than its limit, and none that is endless', () => {
  const names = createKnownNames(3);
  names.remember(shown('byPerson', ['a', 'b', 'c', 'd', '(none)', 'x'.repeat(10_000)]));
  expect(names.seen('person')).toEqual(['a', 'b', 'c']);
});

it('Log groups are those of the sources', () => {
  const names = createKnownNames();
  const name = '111122223333 us-east-1 /aws/bedrock/modelinvocations';
  const sources = [{ kind: 'cloudwatch' as const, name, records: 1, bytes: null }];
  names.remember({ ...empty, sources });
  expect(names.seen('logGroup')).toEqual(['/aws/bedrock/modelinvocations']);
});

it('What begins with the typed text comes first, in any case', () => {
  expect(propose('NOVA', ['my-nova', 'nova-pro', 'Nova-lite', 'claude'])).toEqual([
    'nova-pro',
    'Nova-lite',
    'my-nova',
  ]);
});
