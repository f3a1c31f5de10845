import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discoverFields } from './discover-fields.ts';

function discover(event: unknown, ...names: string[]) {
  const message = typeof event === 'string' ? event : JSON.stringify(event);
  return discoverFields(message, new Map(names.map((name, index) => [name, index])));
}

describe('discoverFields', () => {
  test('names nested fields by dots and elements of arrays by their index', () => {
    const event = { a: { b: [{ c: 1 }, { c: 'two' }] }, d: [true, false, null] };
    const names = ['a.b.0.c', 'a.b.1.c', 'd.0', 'd.1', 'd.2', 'a', 'a.b.2.c'];
    expect(discover(event, ...names)).toEqual([1, 'two', 1, 0, null, null, null]);
  });

  test('takes JSON inside a text for a text', () => {
    expect(discover({ body: '{"a":1}' }, 'body', 'body.a')).toEqual(['{"a":1}', null]);
  });

  test('marks a name that begins with @ by a second one', () => {
    expect(discover({ '@type': 'x' }, '@type', '@@type')).toEqual([null, 'x']);
  });

  test.each(['Permissions are correctly set for Amazon Bedrock logs.', '{"a":1', '[{"a":1}]', ''])(
    'finds nothing in what is no JSON object: %s',
    (message) => {
      expect(discover(message, 'a')).toBeNull();
    },
  );

  test('knows the first 200 fields in the order of the document and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 260 }), (before) => {
        const body = Array.from({ length: before }, (_, index) => ({ text: index }));
        const event = { input: { body, inputTokenCount: 7 }, output: { outputTokenCount: 8 } };
        expect(discover(event, 'input.inputTokenCount', 'output.outputTokenCount')).toEqual([
          before < 200 ? 7 : null,
          before < 199 ? 8 : null,
        ]);
      }),
    );
  });
});
