import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hostList, hostOf } from './host-list.ts';
import { originList } from './origin-list.ts';

const isListed = hostList(['spend.example', '[fd00::7]']);

function allows(text: string): boolean {
  const host = hostOf(text);
  return host !== null && isListed(host);
}

describe('a list of hosts', () => {
  it('knows a name however it is written', () => {
    const letters = fc.constantFrom(...'spend.example').chain(() => fc.array(fc.boolean()));
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom('', '.'),
        fc.constantFrom('', ':443'),
        (upper, dot, port) => {
          const name = [...'spend.example'].map((letter, at) =>
            upper[at] === true ? letter.toUpperCase() : letter,
          );

          expect(allows(name.join('') + dot + port)).toBe(true);
        },
      ),
    );
  });

  it('knows no other name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.string()), (other) => {
        fc.pre(!/^spend\.example\.?(:\d*)?$/i.test(other));

        expect(allows(other)).toBe(false);
        expect(allows(`${other}.spend.example`)).toBe(false);
        expect(allows(`spend.example.${other === '' ? 'x' : other}`)).toBe(false);
      }),
    );
  });

  it('never throws at what a Host header may hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof allows(text)).toBe('boolean');
      }),
    );
  });
});

describe('a list of origins', () => {
  it('never throws, and allows no origin that is not listed', () => {
    const isAllowed = originList(['https://desk.example']);
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' })), (origin) => {
        const host = URL.parse(origin)?.hostname;
        fc.pre(
          host !== 'desk.example' && host !== 'localhost' && host?.startsWith('127.') !== true,
        );

        expect(isAllowed(origin)).toBe(false);
      }),
    );
  });
});
