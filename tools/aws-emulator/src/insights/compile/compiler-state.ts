import { invalidQuery } from '../language/syntax-errors.ts';
import type { FieldReference, Item } from '../language/syntax-tree.ts';
import type { Span } from '../language/token.ts';
import type { Column } from './column.ts';
import type { Boundary, Layer, QueryPlan } from './query-plan.ts';
import type { Scope } from './scope.ts';

/** Where the compiler is in a query. */
export interface CompilerState {
  plan: QueryPlan;
  /** Of the stage that is being built. */
  layers: Layer[];
  /** What a row is here; kept events are those behind a sort, dedup or limit. */
  rows: 'events' | 'kept events' | 'groups';
  /** What names mean here, besides the fields of events. */
  columns: Map<string, Column>;
  /** Names that the query has made. */
  ephemeral: Set<string>;
  /** Fields that a `fields` command lists by their own name. */
  projected: Set<string>;
  discoverColumn: string | null;
  heldColumn: string | null;
  ids: number;
}

export function createCompilerState(): CompilerState {
  return {
    plan: {
      stages: [],
      output: [],
      isLogRows: true,
      discovered: [],
      extractions: [],
      regexes: [],
      limit: null,
    },
    layers: [],
    rows: 'events',
    columns: new Map(),
    ephemeral: new Set(),
    projected: new Set(),
    discoverColumn: null,
    heldColumn: null,
    ids: 0,
  };
}

export function nextId(state: CompilerState, prefix: string): string {
  state.ids += 1;
  return `${prefix}${state.ids}`;
}

/** Has something computed once a row; what comes later may name it by the id that is returned. */
export function addLayerColumn(state: CompilerState, prefix: string, sql: string): string {
  const isColumn = state.layers.some(({ columns }) => columns.some(({ id }) => id === sql));
  if (isColumn) return sql;
  const id = nextId(state, prefix);
  const needsOfLayer = ({ columns }: Layer) => columns.some((column) => sql.includes(column.id));
  const filtered = state.layers.findLastIndex(({ where }) => where !== undefined);
  const first = Math.max(filtered, state.layers.findLastIndex(needsOfLayer) + 1);
  const layer = state.layers[first];
  // Few layers are fast: each copies all columns of the one before.
  if (layer === undefined) state.layers.push({ columns: [{ id, sql }] });
  else layer.columns.push({ id, sql });
  return id;
}

export function closeStage(
  state: CompilerState,
  columns: { id: string; sql: string }[],
  boundary: Boundary,
): void {
  state.plan.stages.push({ layers: state.layers, columns, boundary });
  state.layers = [];
}

/** Real AWS: "MalformedQueryException: Ephemeral field is already defined: name". */
export function requireNewName(state: CompilerState, name: string, span: Span): void {
  if (state.ephemeral.has(name) || state.projected.has(name)) {
    throw invalidQuery(`Ephemeral field is already defined: ${name}`, span);
  }
}

/** The names and functions of rows as they are here, outside of aggregations. */
export function rowScope(state: CompilerState, notYet: readonly Item[] = []): Scope {
  return {
    field(reference) {
      const inSameCommand = notYet.find(
        ({ hasAlias, name }) => hasAlias && name === reference.name,
      );
      if (inSameCommand !== undefined) {
        const what = `${reference.name} is defined in the same command`;
        throw invalidQuery(`Unknown symbol: ${what}, use it in a later one`, reference);
      }
      const known = state.columns.get(reference.name);
      if (known !== undefined) return known;
      if (state.rows === 'groups') {
        throw invalidQuery(`Unknown symbols found in or after stats: ${reference.name}`, reference);
      }
      return systemField(reference) ?? discoveredField(state, reference);
    },
    held: ({ sql }) => (sql === 'e_message' ? heldMessage(state) : null),
    regex(regex) {
      return state.plan.regexes.push(regex) - 1;
    },
  };
}

const SYSTEM_FIELDS: Record<string, Column> = {
  '@timestamp': { sql: 'e_timestamp', type: 'timestamp' },
  '@ingestionTime': { sql: 'e_ingestion_time', type: 'timestamp' },
  '@message': { sql: 'e_message', type: 'text' },
  '@logStream': { sql: '(SELECT name FROM log_stream WHERE id = e_stream_id)', type: 'text' },
  '@log': {
    sql: "(SELECT account_id || ':' || name FROM log_group WHERE id = e_group_id)",
    type: 'text',
  },
  '@ptr': { sql: 'insights_pointer(e_id)', type: 'text' },
};

function systemField({ name }: FieldReference): Column | undefined {
  return Object.hasOwn(SYSTEM_FIELDS, name) ? SYSTEM_FIELDS[name] : undefined;
}

/** Between SQLite and JavaScript a message is copied; holding it makes that happen once an event. */
function heldMessage(state: CompilerState): string {
  state.heldColumn ??= addLayerColumn(state, 'held_', 'insights_hold(e_message)');
  return state.heldColumn;
}

function discoveredField(state: CompilerState, { name }: FieldReference): Column {
  state.discoverColumn ??= addLayerColumn(
    state,
    'discovered_',
    `insights_discover(e_group_id, ${heldMessage(state)})`,
  );
  const { discovered } = state.plan;
  const index = discovered.includes(name) ? discovered.indexOf(name) : discovered.push(name) - 1;
  return { sql: `insights_pick(${state.discoverColumn}, ${index})`, type: 'value' };
}
