import { fileURLToPath } from 'node:url';

import { execa } from 'execa';

const command = fileURLToPath(
  new URL('../../../packages/cli/bin/bedrock-spend.js', import.meta.url),
);

export interface ShellResult {
  /** Lines of stdout, each with the time at which it came, from the start on. */
  lines: { text: string; atMs: number }[];
  stdout: string;
  stderr: string;
  status: number | undefined;
}

/** Runs lines of input through the terminal client, which knows the address and the key alone. */
export async function connectShell(options: {
  url: string;
  key?: string;
  input: string;
}): Promise<ShellResult> {
  const { url, key, input } = options;
  const startMs = performance.now();
  const shell = execa(process.execPath, [command, 'connect', url], {
    input,
    reject: false,
    extendEnv: false,
    env: {
      XDG_CONFIG_HOME: '/nonexistent',
      TZ: 'UTC',
      ...(key !== undefined && { MCP_API_KEY: key }),
    },
  });
  const lines: ShellResult['lines'] = [];
  for await (const text of shell)
    lines.push({ text, atMs: Math.round(performance.now() - startMs) });
  const { stdout, stderr, exitCode: status } = await shell;
  return { lines, stdout, stderr, status };
}
