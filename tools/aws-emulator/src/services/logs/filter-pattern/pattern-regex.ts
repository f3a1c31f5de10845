import { patternError } from './pattern-error.ts';

/** Letters, digits and signs that AWS takes; no parentheses, nothing beyond ASCII. */
const SUPPORTED = /^[A-Za-z0-9_#=@/;,\-:\s^$?[\]{}|\\*+.]+$/u;

/** The expression between two percent signs. */
export function patternRegex(source: string): RegExp {
  if (!SUPPORTED.test(source)) {
    throw patternError(`the regular expression %${source}% has characters that are not supported`);
  }
  try {
    // Without a flag: those for Unicode refuse escapes that AWS takes.
    return new RegExp(source);
  } catch {
    throw patternError(`%${source}% is not a regular expression`);
  }
}
