import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { publishedExample } from './published-example.ts';
import { resolveEventFiles } from './resolve-event-files.ts';
import type { ReadyMessage } from './spawn-emulator.ts';
import { startEmulator } from './start-emulator.ts';
import { startFailure } from './start-failure.ts';
import { checkConfig } from './state/check-config.ts';
import { createAccount } from './state/create-account.ts';
import type { EmulatorConfig } from './state/emulator-config.ts';

interface Flags {
  port: number;
  config?: string;
  latency?: true;
  quotas?: true;
}

const program = new Command('aws-emulator')
  .description('Stands in for AWS: CloudWatch Logs, STS, Bedrock, Account, Cost Explorer.')
  .option('--port <number>', 'port on loopback; 0 takes a free one', readPort, 4600)
  .option(
    '--config <file>',
    'accounts, users and log groups as JSON; the published example without',
  )
  .option('--latency', 'answer as slowly as AWS: 100 ms a page, a query 2 s and 1 s per GB')
  .option('--quotas', "enforce AWS's quotas of calls per second and concurrent queries")
  .action(serve);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${startFailure(error, program.opts<Flags>())}\n`);
  process.exitCode = 1;
  // A parent that forked this process waits for its end, and the channel would keep it alive.
  if (process.connected) process.disconnect();
}

async function serve(flags: Flags): Promise<void> {
  const config = await readConfig(flags);
  const emulator = await startEmulator({ config, port: flags.port });
  process.stdout.write(greeting(config, emulator.url));
  process.send?.({ url: emulator.url } satisfies ReadyMessage);
  const stop = () => {
    void emulator.stop().finally(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
}

async function readConfig(flags: Flags): Promise<EmulatorConfig> {
  const read = flags.config === undefined ? publishedExample() : await readFrom(flags.config);
  return {
    ...read,
    ...(flags.latency && {
      latency: { pageMs: 100, queryBaseMs: 2000, queryBytesPerSecond: 1e9 },
    }),
    ...(flags.quotas && { quotas: true }),
  };
}

/** Paths of event files are relative to the configuration that names them. */
async function readFrom(path: string): Promise<EmulatorConfig> {
  const config = checkConfig(JSON.parse(await readFile(path, 'utf8')));
  return resolveEventFiles(config, dirname(path));
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port between 0 and 65535.');
}

function greeting(config: EmulatorConfig, url: string): string {
  const lines = [`AWS emulator listening on ${url}`];
  for (const account of config.accounts) {
    const region = Object.keys(account.regions ?? {})[0] ?? 'us-east-1';
    for (const { name, accessKeyId, secretAccessKey } of createAccount(account).users) {
      lines.push(
        '',
        `# account ${account.accountId}, user ${name}`,
        `export AWS_ENDPOINT_URL=${url}`,
        `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
        `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        // boto3 and the first version of the `aws` command look at no other variable.
        `export AWS_DEFAULT_REGION=${region}`,
        `export AWS_REGION=${region}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
