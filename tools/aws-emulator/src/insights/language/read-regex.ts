import { invalidQuery } from './syntax-errors.ts';
import type { Token } from './token.ts';

const INLINE_FLAGS = /\(\?([a-zA-Z]+)\)/;

/**
 * Turns the text between slashes into a JavaScript regular expression. AWS has no flags behind the
 * closing slash, but `(?i)` and the like in the pattern; they are understood at its start only,
 * where they mean the whole pattern.
 */
export function readRegex(token: Token): RegExp {
  let source = token.value.replaceAll('(?P<', '(?<');
  let flags = '';
  for (;;) {
    const inline = INLINE_FLAGS.exec(source);
    if (inline === null) break;
    const isAtStart = source.slice(0, inline.index).replace('^', '') === '';
    if (!isAtStart || /[^ims]/.test(inline[1] ?? '')) {
      throw invalidQuery(`Unsupported regular expression: ${inline[0]}`, token);
    }
    flags += inline[1];
    source = source.slice(0, inline.index) + source.slice(inline.index + inline[0].length);
  }
  try {
    return new RegExp(source, [...new Set(flags)].join(''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidQuery(`Invalid regular expression: ${reason}`, token);
  }
}
