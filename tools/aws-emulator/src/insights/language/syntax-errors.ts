import { QuerySyntaxError } from '../query-syntax-error.ts';
import type { Span, Token } from './token.ts';

/** The parser's complaint, in AWS's words: "unexpected symbol found i at line 1 and position 167". */
export function unexpectedSymbol(text: string, token: Token): QuerySyntaxError {
  const before = text.slice(0, token.start).split('\n');
  const position = before.at(-1)?.length ?? 0;
  const symbol = token.kind === 'end' ? '<EOF>' : token.text;
  return new QuerySyntaxError(
    `unexpected symbol found ${symbol} at line ${before.length} and position ${position}`,
    location(token),
  );
}

/**
 * The compiler's complaint; AWS appends the inclusive offsets:
 * "Ephemeral field is already defined: calls ([1562,1600])".
 */
export function invalidQuery(message: string, span: Span): QuerySyntaxError {
  const { startCharOffset, endCharOffset } = location(span);
  return new QuerySyntaxError(`${message} ([${startCharOffset},${endCharOffset}])`, location(span));
}

function location({ start, end }: Span) {
  return { startCharOffset: start, endCharOffset: Math.max(start, end - 1) };
}
