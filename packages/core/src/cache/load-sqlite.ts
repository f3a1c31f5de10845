import type sqlite from 'node:sqlite';

/**
 * Node's SQLite, loaded without the warning that some versions of Node print for it. No other code
 * runs meanwhile, so no other warning can be lost.
 */
export function loadSqlite(): typeof sqlite {
  const { emitWarning } = process;
  process.emitWarning = ((...warning: Parameters<typeof emitWarning>) => {
    if (!isAboutSqlite(warning)) Reflect.apply(emitWarning, process, warning);
  }) as typeof emitWarning;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

function isAboutSqlite([warning, kind]: readonly unknown[]): boolean {
  return kind === 'ExperimentalWarning' && String(warning).startsWith('SQLite ');
}
