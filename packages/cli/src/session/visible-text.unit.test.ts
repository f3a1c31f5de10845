import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

it('escapes what could move the cursor or color the screen', () => {
  expect(visibleText('a\u001B[31mb\r\u009Bc\u202Ed')).toBe('a\\u001b[31mb\\u000d\\u009bc\\u202ed');
});

it('keeps line breaks, tabs and every other character', () => {
  expect(visibleText('Größe\t👩‍💻\r\nnext\n')).toBe('Größe\t👩‍💻\nnext\n');
});

it('never lets a control character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      expect(visibleText(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
    }),
  );
});
