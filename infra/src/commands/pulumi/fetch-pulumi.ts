import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execa } from 'execa';

import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { lastWords } from './last-words.ts';

const require = createRequire(import.meta.url);

/**
 * Path of Pulumi's command line, which npm's `pulumi` fetches once into the user's `.pulumi`; nothing is
 * installed globally. It is started from there: npm's own starter dies at Ctrl-C and leaves it behind.
 */
export async function fetchPulumi({
  env,
  homeFolder,
  say,
}: Pick<Surroundings, 'env' | 'homeFolder' | 'say'>): Promise<string> {
  const { version: own } = require('pulumi/package.json') as { version: string };
  const version = env['PULUMI_VERSION'] || own;
  const folder = join(env['PULUMI_HOME'] || join(homeFolder, '.pulumi'), 'versions', version);
  const program = join(folder, 'bin', process.platform === 'win32' ? 'pulumi.exe' : 'pulumi');
  if (existsSync(program)) return program;

  say(`Fetching Pulumi ${version} from get.pulumi.com, once, into ${folder} …`);
  const isProxied = Boolean(env['HTTPS_PROXY'] ?? env['https_proxy']);
  const answer = await execa(process.execPath, [require.resolve('pulumi/run.js'), 'version'], {
    // Node takes no notice of a proxy unless it is told to.
    env: { ...env, ...(isProxied && { NODE_USE_ENV_PROXY: '1' }) },
    extendEnv: false,
    reject: false,
  });
  if (answer.exitCode === 0) return program;
  throw new CommandError(
    `Pulumi's command line cannot be fetched (${lastWords(answer.stderr)}): check that https://get.pulumi.com can be reached, through HTTPS_PROXY if need be, then try again.`,
  );
}
