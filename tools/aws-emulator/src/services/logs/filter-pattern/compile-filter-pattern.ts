import { jsonPattern } from './json-pattern.ts';
import { patternError } from './pattern-error.ts';
import { termPattern } from './term-pattern.ts';

/** Whether the message of an event is asked for. */
export type MessageTest = (message: string) => boolean;

/**
 * Compiles a filter pattern once for all events of a page: terms, or a JSON selector in braces.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string): MessageTest {
  const trimmed = pattern.trim();
  if (trimmed === '') return () => true;
  if (trimmed.startsWith('{')) return jsonPattern(trimmed);
  if (trimmed.startsWith('[')) {
    throw patternError('the emulator does not know space-delimited patterns ([…])');
  }
  return termPattern(trimmed);
}
