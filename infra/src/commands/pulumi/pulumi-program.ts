import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';

import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** Pulumi's command line, with the environment that it is given. */
export interface PulumiProgram {
  /** Gives it the terminal and waits for its exit status. */
  run(args: readonly string[]): Promise<number>;
  /** Takes what it writes to stdout; throws a sentence with its last words when it fails. */
  read(args: readonly string[]): Promise<string>;
}

const require = createRequire(import.meta.url);
const RUN = require.resolve('pulumi/run.js');

/** Pulumi from npm, which fetches its own command line once; nothing is installed globally. */
export async function openPulumi(
  { env, infraFolder, homeFolder, say }: Surroundings,
  added: Readonly<Record<string, string>>,
): Promise<PulumiProgram> {
  const settings = {
    cwd: infraFolder,
    env: pulumiEnvironment(env, added),
    extendEnv: false,
    reject: false,
  } as const;
  await fetchOnce();
  return {
    async run(args) {
      process.on('SIGINT', waitForPulumi);
      try {
        const { exitCode } = await execa(process.execPath, [RUN, ...args], {
          ...settings,
          stdio: 'inherit',
        });
        return exitCode ?? 1;
      } finally {
        process.off('SIGINT', waitForPulumi);
      }
    },
    async read(args) {
      const answer = await execa(process.execPath, [RUN, ...args, '--non-interactive'], settings);
      if (answer.exitCode === 0) return answer.stdout;
      const asked = args.filter((argument) => !argument.startsWith('-')).join(' ');
      throw new CommandError(`Pulumi failed (pulumi ${asked}): ${lastWords(answer.stderr)}`);
    },
  };

  async function fetchOnce(): Promise<void> {
    const { version: own } = require('pulumi/package.json') as { version: string };
    const version = env['PULUMI_VERSION'] || own;
    const folder = join(env['PULUMI_HOME'] || join(homeFolder, '.pulumi'), 'versions', version);
    const name = process.platform === 'win32' ? 'pulumi.exe' : 'pulumi';
    if (existsSync(join(folder, 'bin', name))) return;
    say(`Fetching Pulumi ${version} from get.pulumi.com, once, into ${folder} …`);
    const answer = await execa(process.execPath, [RUN, 'version'], settings);
    if (answer.exitCode === 0) return;
    throw new CommandError(
      `Pulumi's command line cannot be fetched (${lastWords(answer.stderr)}): check that https://get.pulumi.com can be reached, through HTTPS_PROXY if need be, then try again.`,
    );
  }
}

/** Ctrl-C reaches Pulumi as well, which ends in good order: this process goes when it has. */
function waitForPulumi(): void {}

function pulumiEnvironment(
  env: Surroundings['env'],
  added: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const isProxied = Boolean(env['HTTPS_PROXY'] ?? env['https_proxy']);
  return {
    ...env,
    // npm's `pulumi` fetches with Node, which takes no notice of a proxy unless it is told to.
    ...(isProxied && { NODE_USE_ENV_PROXY: '1' }),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    ...added,
    // Pulumi starts `node` from the path: it has to be one that reads TypeScript.
    PATH: `${dirname(process.execPath)}${delimiter}${env['PATH'] ?? ''}`,
  };
}

function lastWords(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const last = lines.findLast((line) => line !== '') ?? 'it did not say why';
  return last.replace(/^(?:error|pulumi):\s*/, '').replace(/\.$/, '');
}
