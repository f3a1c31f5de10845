import { invalidQuery } from '../language/syntax-errors.ts';
import type { Command, FunctionCall, Item } from '../language/syntax-tree.ts';
import { aggregateFunctions } from './aggregate-functions.ts';
import type { Column } from './column.ts';
import { compileExpression } from './compile-expression.ts';
import {
  addLayerColumn,
  closeStage,
  type CompilerState,
  nextId,
  requireNewName,
  rowScope,
} from './compiler-state.ts';
import type { Scope } from './scope.ts';

type Columns = { id: string; sql: string }[];

/** Ends a stage with a grouping; the rows behind it are groups. Returns the names of its columns. */
export function compileStats(
  state: CompilerState,
  { items, groups }: Extract<Command, { kind: 'stats' }>,
): string[] {
  const keys = groups.map((group) => compileKey(state, group));
  const aggregates = createAggregates(state);
  const columns = new Map(keys.map(({ name, column }) => [name, column]));
  const layers: Columns = [];
  for (const item of items) {
    requireNew(state, columns, item);
    const column = compileExpression(item.expression, aggregates.scope(columns));
    const id = nextId(state, 'item_');
    layers.push({ id, sql: column.sql });
    columns.set(item.name, { sql: id, type: column.type });
  }
  aggregates.close(keys.map(({ id, sql }) => ({ id, sql })));
  for (const column of layers) state.layers.push({ columns: [column] });
  for (const { name, hasAlias } of [...items, ...groups.filter((group) => group.hasAlias)]) {
    if (hasAlias) state.ephemeral.add(name);
  }
  state.rows = 'groups';
  state.columns = columns;
  return [...columns.keys()];
}

function compileKey(state: CompilerState, group: Item) {
  if (group.hasAlias) requireNewName(state, group.name, group);
  const { sql, type } = compileExpression(group.expression, rowScope(state));
  const raw = addLayerColumn(state, 'raw_', sql);
  const id = nextId(state, 'key_');
  // The same key may come as a number from one event and as text from another.
  const key =
    type === 'value'
      ? `CASE typeof(${raw}) WHEN 'text' THEN ${raw} WHEN 'null' THEN NULL ELSE insights_text(${raw}) END`
      : raw;
  return { id, sql: key, name: group.name, column: { sql: id, type } };
}

function requireNew(state: CompilerState, columns: Map<string, Column>, item: Item): void {
  requireNewName(state, item.hasAlias ? item.name : '', item);
  if (!columns.has(item.name)) return;
  throw invalidQuery(`Ephemeral field is already defined: ${item.name}`, item);
}

/** Collects the aggregations of one command. */
function createAggregates(state: CompilerState) {
  const rowColumns: Columns = [];
  const partials: Columns = [];
  const merged: Columns = [];
  const direct: Columns = [];
  let inParts = true;
  const scopeOfRows = rowScope(state);

  function aggregate(call: FunctionCall): Column | undefined {
    const known = Object.hasOwn(aggregateFunctions, call.name)
      ? aggregateFunctions[call.name]
      : undefined;
    if (known === undefined) return undefined;
    const given = call.arguments.filter(({ kind }) => kind !== 'star');
    const misplacedStar = given.length < call.arguments.length && call.name !== 'count';
    if (given.length < known.minimum || call.arguments.length > known.maximum || misplacedStar) {
      throw invalidQuery(`Wrong arguments for ${call.name}`, call);
    }
    if (known.needsEvents === true) requireEvents(state, call);
    const compiled = given.map((argument) => compileExpression(argument, scopeOfRows));
    const ids = compiled.map((column) => {
      const id = addLayerColumn(state, 'argument_', known.argument(column));
      rowColumns.push({ id, sql: id });
      return id;
    });
    const built = known.build(ids, compiled[0]?.type ?? 'number');
    const id = nextId(state, 'aggregate_');
    direct.push({ id, sql: built.direct });
    if (built.inParts === null) inParts = false;
    else {
      const own = built.inParts.partials.map((sql) => ({ id: nextId(state, 'partial_'), sql }));
      partials.push(...own);
      merged.push({ id, sql: built.inParts.merged(own.map((partial) => partial.id)) });
    }
    return { sql: id, type: built.type };
  }

  return {
    /** What an item may name: aggregations, keys, and items before it. */
    scope: (columns: ReadonlyMap<string, Column>): Scope => ({
      aggregate,
      regex: scopeOfRows.regex,
      held: () => null,
      field(reference) {
        const column = columns.get(reference.name);
        if (column !== undefined) return column;
        throw invalidQuery(`Unknown symbols found in or after stats: ${reference.name}`, reference);
      },
    }),
    close(keys: Columns) {
      const events = state.rows === 'groups' ? [] : ['e_timestamp', 'e_id'];
      const needed = inParts ? [] : events;
      closeStage(state, [...keys, ...rowColumns, ...needed.map((id) => ({ id, sql: id }))], {
        kind: 'group',
        keys: keys.map(({ id }) => id),
        partials: inParts ? partials : null,
        results: inParts ? merged : direct,
      });
    },
  };
}

function requireEvents(state: CompilerState, call: FunctionCall): void {
  if (state.rows !== 'groups') return;
  throw invalidQuery('Unknown symbols found in or after stats: @timestamp', call);
}
