import { execa } from 'execa';

import { consumerFolder } from '../installed.ts';

export type Era = 'legacy' | 'modern';

/** What MCP Inspector printed about one request: the result, and beside it what it had to say. */
export interface Inspection {
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the server answers
  readonly result: any;
  readonly status: number | undefined;
  readonly stderr: string;
}

/** Runs MCP Inspector's command-line client for one request; `server` is its address or its command. */
export async function inspect(
  words: readonly string[],
  options: { era: Era; server: readonly string[]; environment: Record<string, string> },
): Promise<Inspection> {
  const { era, server, environment } = options;
  const flags = ['--cli', '--protocol-era', era, '--stored-auth-only', '--format', 'json'];
  const { stdout, stderr, exitCode } = await execa(
    'mcp-inspector',
    [...flags, ...words, ...server],
    { cwd: consumerFolder, env: environment, extendEnv: false, reject: false },
  );
  return {
    result: stdout === '' ? undefined : (JSON.parse(stdout) as { result: unknown }).result,
    status: exitCode,
    stderr,
  };
}
