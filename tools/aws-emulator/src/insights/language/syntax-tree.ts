import type { Span } from './token.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';

export type Pattern = { kind: 'text'; text: string } | { kind: 'regex'; regex: RegExp };

export interface Period {
  amount: number;
  unit:
    | 'millisecond'
    | 'second'
    | 'minute'
    | 'hour'
    | 'day'
    | 'week'
    | 'month'
    | 'quarter'
    | 'year';
}

export interface FieldReference extends Span {
  kind: 'field';
  name: string;
}

export interface FunctionCall extends Span {
  kind: 'call';
  /** In lower case: names of functions are not case-sensitive. */
  name: string;
  arguments: Expression[];
}

export type Expression =
  | FieldReference
  | FunctionCall
  | ({ kind: 'number'; value: number } & Span)
  | ({ kind: 'text'; value: string } & Span)
  | ({ kind: 'boolean'; value: boolean } & Span)
  | ({ kind: 'period'; period: Period } & Span)
  | ({ kind: 'star' } & Span)
  | ({ kind: 'negative'; operand: Expression } & Span)
  | ({ kind: 'not'; operand: Expression } & Span)
  | ({ kind: 'and' | 'or'; left: Expression; right: Expression } & Span)
  | ({ kind: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression } & Span)
  | ({ kind: 'comparison'; operator: Comparison; left: Expression; right: Expression } & Span)
  | ({ kind: 'match'; operand: Expression; pattern: Pattern; negated: boolean } & Span)
  | ({ kind: 'in'; operand: Expression; list: Expression[]; negated: boolean } & Span);

/** `expression as name`; without an alias the column is named by the text of the expression. */
export interface Item extends Span {
  expression: Expression;
  name: string;
  hasAlias: boolean;
}

export type Command =
  | ({ kind: 'fields' | 'display'; items: Item[] } & Span)
  | ({ kind: 'filter'; condition: Expression } & Span)
  | ({ kind: 'parse'; operand: Expression; regex: RegExp; captures: string[] } & Span)
  | ({ kind: 'stats'; items: Item[]; groups: Item[] } & Span)
  | ({ kind: 'sort'; keys: { field: FieldReference; descending: boolean }[] } & Span)
  | ({ kind: 'dedup'; fields: FieldReference[] } & Span)
  | ({ kind: 'limit'; count: number } & Span);
