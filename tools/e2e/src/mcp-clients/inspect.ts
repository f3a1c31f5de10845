import { execa } from 'execa';

import { consumerFolder } from '../installed.ts';

export type Era = 'legacy' | 'modern';

type Listing = readonly Readonly<Record<string, string>>[];

/** What MCP Inspector printed about one request: the result, and beside it what it had to say. */
export interface Inspection {
  /** Whatever the server answers; that to a list has one of these. */
  readonly result: {
    readonly tools?: Listing;
    readonly prompts?: Listing;
    readonly resources?: Listing;
    readonly resourceTemplates?: Listing;
  };
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
    result: stdout === '' ? {} : (JSON.parse(stdout) as Inspection).result,
    status: exitCode,
    stderr,
  };
}
