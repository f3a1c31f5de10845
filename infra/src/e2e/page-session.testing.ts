import { readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { execa } from 'execa';

export interface PageSession {
  /** What the shell has in its environment by now. */
  environment: Readonly<Record<string, string>>;
  /** Types a command, and gives its exit status and what it wrote. */
  type(command: string): Promise<{ status: number | undefined; text: string }>;
}

/** One shell, as a reader has it open beside a page: what a command exports the next one sees. */
export function openPageSession(
  folder: string,
  environment: Readonly<Record<string, string>>,
): PageSession {
  const file = join(folder, '.page-session');
  const session: PageSession = {
    environment,
    async type(command) {
      // In braces, as an export in a subshell would be gone with it.
      const script = `{ ${command}\n}; status=$?; env -0 > "${file}"; exit $status`;
      const { exitCode, all } = await execa('bash', ['-c', script], {
        cwd: folder,
        env: session.environment,
        extendEnv: false,
        stdin: 'ignore',
        all: true,
        reject: false,
      });
      session.environment = readEnvironment(await readFile(file, 'utf8'));
      await rm(file);
      return { status: exitCode, text: all };
    },
  };
  return session;
}

function readEnvironment(text: string): Record<string, string> {
  const entries = text.split('\0').filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => [
      entry.slice(0, entry.indexOf('=')),
      entry.slice(entry.indexOf('=') + 1),
    ]),
  );
}

/** What a reader has of this process's environment: nothing of the test, of Nx, or of this repository. */
export function readersEnvironment(root: string): Record<string, string> {
  const ours = /^(?:NX_|VITEST|AWS_|PULUMI_|BEDROCK_|npm_(?!config_)|NODE_ENV$|TEST$|CI$)/;
  const known = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !ours.test(entry[0]),
  );
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((part) => !part.startsWith(root) && !part.includes('node_modules'));
  return { ...Object.fromEntries(known), PATH: path.join(delimiter) };
}
