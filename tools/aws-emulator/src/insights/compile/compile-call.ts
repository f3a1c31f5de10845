import { scalarFunctions } from '../engine/scalar-functions.ts';
import { invalidQuery } from '../language/syntax-errors.ts';
import type { Expression, FunctionCall, Period } from '../language/syntax-tree.ts';
import { asNumber } from './as-number.ts';
import type { Column, ValueType } from './column.ts';
import type { Scope } from './scope.ts';

/** What turns the arguments of a call into SQL, where the call stands. */
export interface ArgumentCompiler {
  scope: Scope;
  expression(expression: Expression): Column;
  /** SQL that is 0 or 1. */
  condition(expression: Expression): string;
}

type Builder = (call: FunctionCall, compiler: ArgumentCompiler) => Column;

/** Functions that are SQL themselves; the others are in `engine/scalar-functions.ts`. */
const BUILDERS: Record<string, Builder> = {
  ispresent: (call, compiler) => {
    const [argument] = compileArguments(call, compiler, 1, 1);
    return { sql: `(${argument?.sql} IS NOT NULL)`, type: 'boolean' };
  },
  coalesce: (call, compiler) => {
    const values = compileArguments(call, compiler, 1);
    const list = values.map(({ sql }) => sql).join(', ');
    return { sql: values.length === 1 ? list : `coalesce(${list})`, type: commonType(values) };
  },
  if: (call, compiler) => {
    requireArguments(call, 3, 3);
    return conditional(call.arguments, compiler);
  },
  case: (call, compiler) => {
    requireArguments(call, 2, 21);
    return conditional(call.arguments, compiler);
  },
  bin: (call, compiler) => {
    requireArguments(call, 1, 1);
    const { start, end } = call;
    const timestamp = compiler.scope.field({ kind: 'field', name: '@timestamp', start, end });
    return { sql: dateFloor(timestamp.sql, periodOf(call.arguments[0])), type: 'timestamp' };
  },
  datefloor: (call, compiler) => {
    requireArguments(call, 2, 2);
    const timestamp = asNumber(compiler.expression(call.arguments[0] as Expression));
    return { sql: dateFloor(timestamp, periodOf(call.arguments[1])), type: 'timestamp' };
  },
  dateceil: (call, compiler) => {
    requireArguments(call, 2, 2);
    const timestamp = asNumber(compiler.expression(call.arguments[0] as Expression));
    const { amount, unit } = periodOf(call.arguments[1]);
    const sql = `insights_date_ceiling(${timestamp}, ${amount}, '${unit}')`;
    return { sql, type: 'timestamp' };
  },
  frommillis: (call, compiler) => {
    const [argument] = compileArguments(call, compiler, 1, 1);
    return { sql: asNumber(argument as Column), type: 'timestamp' };
  },
  abs: native('abs', 1),
  ceil: native('ceil', 1),
  floor: native('floor', 1),
  log: native('ln', 1),
  sqrt: native('sqrt', 1),
  greatest: native('max'),
  least: native('min'),
  now: clock('now'),
  querystarttime: clock('start'),
  queryendtime: clock('end'),
  querytimerange: clock('range'),
  tomillis: (call, compiler) => {
    const [argument] = compileArguments(call, compiler, 1, 1);
    return { sql: asNumber(argument as Column), type: 'number' };
  },
};

/** A function of numbers that SQLite has; absent where one of its arguments is. */
function native(name: string, maximum?: number): Builder {
  return (call, compiler) => {
    const numbers = compileArguments(call, compiler, 1, maximum).map(asNumber);
    const isScalar = numbers.length > 1 || maximum === 1;
    return {
      sql: isScalar ? `${name}(${numbers.join(', ')})` : (numbers[0] ?? ''),
      type: 'number',
    };
  };
}

function clock(which: string): Builder {
  return (call) => {
    requireArguments(call, 0, 0);
    return { sql: `insights_clock('${which}')`, type: 'number' };
  };
}

/** Turns a call into SQL; what is not known is refused by its name. */
export function compileCall(call: FunctionCall, compiler: ArgumentCompiler): Column {
  const builder = Object.hasOwn(BUILDERS, call.name) ? BUILDERS[call.name] : undefined;
  if (builder !== undefined) return builder(call, compiler);
  const scalar = scalarFunctions.get(call.name);
  if (scalar !== undefined) {
    const values = compileArguments(call, compiler, scalar.minimum, scalar.maximum);
    const list = values.map(({ sql }) => sql).join(', ');
    return { sql: `insights_${call.name}(${list})`, type: scalar.type };
  }
  const aggregate = compiler.scope.aggregate?.(call);
  if (aggregate !== undefined) return aggregate;
  throw invalidQuery(`Unknown function: ${call.name}`, call);
}

function compileArguments(
  call: FunctionCall,
  compiler: ArgumentCompiler,
  ...[minimum, maximum = Infinity]: [minimum: number, maximum?: number]
): Column[] {
  requireArguments(call, minimum, maximum);
  return call.arguments.map((argument) => compiler.expression(argument));
}

function requireArguments(call: FunctionCall, minimum: number, maximum: number): void {
  const count = call.arguments.length;
  if (count >= minimum && count <= maximum) return;
  throw invalidQuery(`Wrong number of arguments, ${count}, for ${call.name}`, call);
}

function periodOf(argument: Expression | undefined): Period {
  if (argument?.kind === 'period') return argument.period;
  const at = argument ?? { start: 0, end: 0 };
  throw invalidQuery('A period is needed here, such as 5m or 1d', at);
}

const MILLISECONDS: Partial<Record<Period['unit'], number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

function dateFloor(timestamp: string, { amount, unit }: Period): string {
  const length = MILLISECONDS[unit];
  return length === undefined
    ? `insights_date_floor(${timestamp}, ${amount}, '${unit}')`
    : `(${timestamp} - ${timestamp} % ${amount * length})`;
}

/** Conditions and values in turn, a last value without condition is the default. */
function conditional(parts: readonly Expression[], compiler: ArgumentCompiler): Column {
  const values: Column[] = [];
  let sql = 'CASE';
  for (let index = 0; index < parts.length; index += 2) {
    const [condition, value] = [parts[index] as Expression, parts[index + 1]];
    const column = compiler.expression(value ?? condition);
    values.push(column);
    sql +=
      value === undefined
        ? ` ELSE ${column.sql}`
        : ` WHEN ${compiler.condition(condition)} THEN ${column.sql}`;
  }
  return { sql: `${sql} END`, type: commonType(values) };
}

function commonType(columns: readonly Column[]): ValueType {
  const [first] = columns;
  return columns.every(({ type }) => type === first?.type) ? (first?.type ?? 'value') : 'value';
}
