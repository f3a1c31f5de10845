/** Where a bug struck, without the error's message: it may quote what was asked. */
export function faultOf(error: unknown): { type: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return { type: error.name, at: lines.filter((line) => line.startsWith('at ')).slice(0, 8) };
}
