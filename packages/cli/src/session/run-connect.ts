import type { ExitStatus } from '../exit-status.ts';
import { wantsColor } from '../terminal.ts';
import { loadConnectApp } from '../tui/connect/load-connect-app.ts';
import { inputLines, runPiped, type ClientOptions } from './run-piped.ts';

export interface ConnectOptions extends Omit<ClientOptions, 'apiKey'> {
  color: boolean;
}

/** The client: a prompt where people sit at both ends, plain lines otherwise. */
export async function runConnect({ color, ...options }: ConnectOptions): Promise<ExitStatus> {
  const { terminal } = options;
  const apiKey = apiKeyOf(terminal.env);
  if (terminal.stdin.isTTY !== true || terminal.stdout.isTTY !== true) {
    return runPiped({ ...options, apiKey, lines: inputLines(terminal) });
  }
  const colored = wantsColor(terminal, color);
  const runConnectApp = await loadConnectApp(colored);
  return runConnectApp({ ...options, apiKey, color: colored, firstLines: ['connect'], notes: [] });
}

/** The key that `MCP_API_KEY` holds, if any. */
export function apiKeyOf(env: ClientOptions['terminal']['env']): string | undefined {
  const { MCP_API_KEY: key } = env;
  return key === undefined || key === '' ? undefined : key;
}
