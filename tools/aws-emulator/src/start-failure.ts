/** One sentence on why the command did not start and what to do. */
export function startFailure(
  error: unknown,
  { port, config }: { port: number; config?: string | undefined },
): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use: end what listens there, or give another with --port; 0 takes a free one.`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return config !== undefined && (code === 'ENOENT' || error instanceof SyntaxError)
    ? `The configuration ${config}, or a file that it names, cannot be read: ${reason}`
    : reason;
}
