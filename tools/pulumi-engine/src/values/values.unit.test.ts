import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeValue } from './decode-value.ts';
import { encodeValue } from './encode-value.ts';
import { hasUnknown } from './has-unknown.ts';
import { asset, isSecret, resourceReference, secret, unknown } from './marker.ts';
import { plain } from './plain.ts';
import { signatures } from './signatures.ts';

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  // JSON knows no -0.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.string(),
  fc.constant(unknown),
  fc.constant(resourceReference('urn:pulumi:a', 'id')),
  fc.constant(asset('archive', { path: './app' })),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.string().filter((name) => name !== signatures.key && name !== '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
    tie('value').map(secret),
  ),
}));

describe('values between the program and the engine', () => {
  it('come back from the wire as they were', () => {
    fc.assert(
      fc.property(value, (sent) => {
        expect(decodeValue(JSON.parse(JSON.stringify(encodeValue(sent))))).toEqual(sent);
      }),
    );
  });

  it('hide no secret from who asks for the plain value', () => {
    fc.assert(
      fc.property(value, (hidden) => {
        expect(isSecret(plain(secret(hidden)))).toBe(false);
        expect(hasUnknown(plain(hidden))).toBe(hasUnknown(hidden));
      }),
    );
  });

  it('are opened out of the outputs that remote components take', () => {
    const output = { [signatures.key]: signatures.output, value: 'a', secret: true };
    const pending = { [signatures.key]: signatures.output };

    expect(decodeValue([output, pending])).toEqual([secret('a'), unknown]);
  });

  it('are refused where their mark is not known', () => {
    expect(() => decodeValue({ [signatures.key]: 'new' })).toThrow(
      'The program sent a value that this engine does not know: new.',
    );
  });
});
