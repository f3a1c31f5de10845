/** A literal for SQL. SQLite ends its text at a NUL, so that one is spelled out. */
export function sqlText(value: string): string {
  const parts = value.split('\0').map(quoted);
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || char(0) || ')})`;
}

function quoted(part: string): string {
  return `'${part.replaceAll("'", "''")}'`;
}
