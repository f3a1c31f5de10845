import { compileQuery } from '../../insights/compile-query.ts';
import type { CompiledQuery } from '../../insights/compile-query.ts';
import { QuerySyntaxError } from '../../insights/query-syntax-error.ts';
import type { QueryErrorLocation } from '../../insights/query-syntax-error.ts';
import { AwsError } from '../aws-error.ts';

/** Compiles a query; what the language does not know becomes a MalformedQueryException. */
export function compileForStart(text: string): CompiledQuery {
  try {
    return compileQuery(text);
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw malformedQuery(error.message, error);
    throw error;
  }
}

export function malformedQuery(message: string, location: QueryErrorLocation): AwsError {
  const { startCharOffset, endCharOffset } = location;
  const queryCompileError = { location: { startCharOffset, endCharOffset }, message };
  return new AwsError('MalformedQueryException', message, { fields: { queryCompileError } });
}
