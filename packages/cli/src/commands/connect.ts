import type { Command } from 'commander';
import { Option } from 'commander';
import { wholeNumber } from '../flags/whole-number.ts';
import type { Run } from '../run.ts';

interface ConnectFlags {
  timeout: number;
  color: boolean;
}

export const defaultServerUrl = 'http://localhost:3000/mcp';

/** Longest silence of a server, unless `--timeout` says otherwise. */
export const defaultTimeoutSeconds = 60;

/** `bedrock-spend connect`: the interactive MCP client. */
export function connectCommand(command: Command, { terminal, finish }: Run): Command {
  return command
    .description(
      'Talks to an MCP server over HTTP: a prompt in a terminal, or commands from a pipe, one a line.',
    )
    .argument('[url]', `address of the server (default: MCP_SERVER_URL, else ${defaultServerUrl})`)
    .addOption(
      new Option('--timeout <seconds>', 'longest silence of the server during a call')
        .default(defaultTimeoutSeconds)
        .argParser(
          wholeNumber({
            flag: '--timeout',
            what: 'a number of seconds',
            minimum: 1,
            maximum: 3600,
          }),
        ),
    )
    .option('--no-color', 'plain text, as with NO_COLOR=1')
    .addHelpText('after', connectExamples)
    .action(async (url: string | undefined, flags: ConnectFlags) => {
      const { runConnect } = await import('../session/run-connect.ts');
      const { MCP_SERVER_URL: fromEnvironment } = terminal.env;
      finish(
        await runConnect({
          terminal,
          url: url ?? (fromEnvironment === '' ? undefined : fromEnvironment) ?? defaultServerUrl,
          timeoutMs: flags.timeout * 1000,
          color: flags.color,
        }),
      );
    });
}

const connectExamples = `
Environment:
  MCP_SERVER_URL   address of the server
  MCP_API_KEY      sent as x-api-key

Examples:
  bedrock-spend connect
  bedrock-spend connect https://HOST/prod/mcp
  echo 'bedrock-report --days 30' | bedrock-spend connect

Exit status: 0 done; 1, in a pipe, when it could not connect or a command failed.`;
