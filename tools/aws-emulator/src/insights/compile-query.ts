import { invalidQuery } from './language/syntax-errors.ts';
import { parseQuery } from './language/parse-query.ts';
import type { Command } from './language/syntax-tree.ts';
import type { Column } from './compile/column.ts';
import { compileCondition, compileExpression } from './compile/compile-expression.ts';
import { compileStats } from './compile/compile-stats.ts';
import {
  addLayerColumn,
  closeStage,
  type CompilerState,
  createCompilerState,
  nextId,
  requireNewName,
  rowScope,
} from './compile/compiler-state.ts';
import type { Boundary, QueryPlan } from './compile/query-plan.ts';
import { referencedNames } from './compile/referenced-names.ts';
import { requireOrder } from './compile/require-order.ts';

/** A query that has been understood. */
export interface CompiledQuery {
  text: string;
  plan: QueryPlan;
}

/** Reads a query and turns it into SQL; throws `QuerySyntaxError` for what it does not know. */
export function compileQuery(text: string): CompiledQuery {
  const commands = parseQuery(text);
  requireOrder(commands);
  const state = createCompilerState();
  const has = (kind: Command['kind']) => commands.some((command) => command.kind === kind);
  // A query with `parse` and neither `fields` nor `display` was seen to answer with @ptr only.
  let shown = has('fields') || has('parse') ? [] : ['@timestamp', '@message'];
  let displayed: string[] | null = null;

  for (const [index, command] of commands.entries()) {
    switch (command.kind) {
      case 'filter':
        state.layers.push({
          columns: [],
          where: compileCondition(command.condition, rowScope(state)),
        });
        break;
      case 'fields':
        shown.push(...compileItems(state, command, true));
        break;
      case 'display':
        displayed = compileItems(state, command, false);
        break;
      case 'parse':
        compileExtraction(state, command);
        if (has('fields')) shown.push(...command.captures);
        break;
      case 'stats':
        shown = compileStats(state, command);
        displayed = null;
        break;
      case 'sort':
      case 'dedup':
      case 'limit':
        keepRows(state, command, {
          shown: [...shown, ...(displayed ?? [])],
          later: referencedNames(commands.slice(index)),
        });
    }
  }
  closeQuery(state, displayed ?? shown);
  return { text, plan: state.plan };
}

/** Gives the columns of `fields` and `display` their names, and returns those. */
function compileItems(
  state: CompilerState,
  { items }: Extract<Command, { kind: 'fields' | 'display' }>,
  definesPlainNames: boolean,
): string[] {
  const made = new Map<string, Column>();
  for (const [index, item] of items.entries()) {
    const isPlain = item.expression.kind === 'field' && !item.hasAlias;
    if (isPlain) {
      if (definesPlainNames && state.ephemeral.has(item.name)) {
        requireNewName(state, item.name, item);
      }
      rowScope(state, items.slice(0, index)).field({ ...item, kind: 'field' });
      continue;
    }
    if (item.hasAlias) requireNewName(state, item.name, item);
    if (made.has(item.name)) {
      throw invalidQuery(`Ephemeral field is already defined: ${item.name}`, item);
    }
    const { sql, type } = compileExpression(
      item.expression,
      rowScope(state, items.slice(0, index)),
    );
    made.set(item.name, { sql: addLayerColumn(state, 'field_', sql), type });
  }
  for (const { expression, name, hasAlias } of items) {
    if (hasAlias) state.ephemeral.add(name);
    else if (expression.kind === 'field' && definesPlainNames) state.projected.add(name);
  }
  for (const [name, column] of made) state.columns.set(name, column);
  return items.map(({ name }) => name);
}

function compileExtraction(
  state: CompilerState,
  command: Extract<Command, { kind: 'parse' }>,
): void {
  const scope = rowScope(state);
  const operand = compileExpression(command.operand, scope);
  const held = scope.held(operand);
  const { plan, columns, ephemeral } = state;
  const extraction = plan.extractions.push(command) - 1;
  const isSingle = command.captures.length === 1;
  const extract = `insights_${isSingle ? 'capture' : 'extract'}${held === null ? '' : '_held'}`;
  const sql = `${extract}(${extraction}, ${held ?? operand.sql})`;
  const id = addLayerColumn(state, 'extracted_', sql);
  for (const [index, name] of command.captures.entries()) {
    requireNewName(state, name, command);
    ephemeral.add(name);
    columns.set(name, { sql: isSingle ? id : `insights_pick(${id}, ${index})`, type: 'value' });
  }
}

/** Ends a stage and carries over all that is shown or named behind it. */
function keepRows(
  state: CompilerState,
  command: Extract<Command, { kind: 'sort' | 'dedup' | 'limit' }>,
  { shown, later }: { shown: readonly string[]; later: ReadonlySet<string> },
): void {
  const scope = rowScope(state);
  const resolve = (name: string) =>
    scope.field({ kind: 'field', name, start: command.start, end: command.end });
  const own =
    command.kind === 'sort'
      ? command.keys.map(({ field }) => field)
      : command.kind === 'dedup'
        ? command.fields
        : [];
  for (const field of own) scope.field(field);
  const names = new Set(
    state.rows === 'groups' ? state.columns.keys() : [...shown, ...later, ...state.ephemeral],
  );
  const kept = [...names].map((name) => {
    const { sql, type } = resolve(name);
    return { name, sql, type, id: nextId(state, 'kept_') };
  });
  const idOf = (name: string) => kept.find((column) => column.name === name)?.id ?? '';
  let boundary: Boundary;
  if (command.kind === 'limit') {
    boundary = { kind: 'limit', count: command.count };
    state.plan.limit = Math.min(state.plan.limit ?? Infinity, command.count);
  } else if (command.kind === 'dedup') {
    boundary = { kind: 'dedup', columns: command.fields.map(({ name }) => idOf(name)) };
  } else {
    const keys = command.keys.map(({ field, descending }) => ({
      column: idOf(field.name),
      descending,
    }));
    boundary = { kind: 'sort', keys };
  }
  const columns = kept.map(({ id, sql }) => ({ id, sql }));
  closeStage(state, [...columns, ...eventColumns(state)], boundary);
  state.columns = new Map(kept.map(({ name, id, type }) => [name, { sql: id, type }]));
  if (state.rows === 'events') state.rows = 'kept events';
}

function closeQuery(state: CompilerState, names: readonly string[]): void {
  const scope = rowScope(state);
  const columns: { id: string; sql: string }[] = [];
  for (const name of new Set(names)) {
    if (name === '@ptr') continue;
    const { sql, type } = scope.field({ kind: 'field', name, start: 0, end: 0 });
    const id = nextId(state, 'shown_');
    columns.push({ id, sql });
    state.plan.output.push({ name, column: id, type });
  }
  state.plan.isLogRows = state.rows !== 'groups';
  closeStage(state, [...columns, ...eventColumns(state)], { kind: 'end' });
}

/** Rows that are events keep their time, for the order, and their id, for `@ptr`. */
function eventColumns(state: CompilerState) {
  return state.rows === 'groups' ? [] : ['e_timestamp', 'e_id'].map((id) => ({ id, sql: id }));
}
