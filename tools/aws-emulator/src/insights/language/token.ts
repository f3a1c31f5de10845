/** Offsets into the query text; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface Token extends Span {
  kind: 'name' | 'number' | 'period' | 'string' | 'regex' | 'symbol' | 'end';
  /** As written. */
  text: string;
  /** Without quotes, backticks and escapes. */
  value: string;
  /** A name in backticks is never a keyword. */
  quoted: boolean;
}
