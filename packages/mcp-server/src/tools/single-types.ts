/**
 * The same JSON schema with one type in each place: some clients know no lists of types, and drop a
 * tool that has one (MCP Inspector warns of them).
 */
export function singleTypes<Schema>(schema: Schema): Schema {
  return rewritten(schema) as Schema;
}

function rewritten(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewritten);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) =>
    key === 'type' && Array.isArray(value)
      ? ['anyOf', value.map((type: unknown) => ({ type }))]
      : [key, rewritten(value)],
  );
  return Object.fromEntries(entries);
}
