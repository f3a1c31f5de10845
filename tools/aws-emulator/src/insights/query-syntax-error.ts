/** Both ends are inclusive offsets into the query text, as AWS prints them. */
export interface QueryErrorLocation {
  startCharOffset: number;
  endCharOffset: number;
}

/** What StartQuery answers as MalformedQueryException with its `queryCompileError`. */
export class QuerySyntaxError extends Error implements QueryErrorLocation {
  override readonly name = 'QuerySyntaxError';
  readonly startCharOffset: number;
  readonly endCharOffset: number;

  constructor(message: string, location: QueryErrorLocation) {
    super(message);
    this.startCharOffset = location.startCharOffset;
    this.endCharOffset = location.endCharOffset;
  }
}
