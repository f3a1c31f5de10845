import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

export const fixtures = fileURLToPath(new URL('../../core/fixtures', import.meta.url));

/** The command line: a list of words, or one text with single spaces between them. */
export type Words = string | readonly string[];

export interface CommandOptions {
  /** What goes to stdin; a stream of chunks for what is too large for memory. */
  input?: string | Iterable<Uint8Array>;
  workingDirectory?: string;
  env?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  stdout: string;
  stderr: string;
  status: number | null;
}

/** Starts the command from its sources, as a user would, with an environment of its own. */
export function startCommand(
  words: Words,
  { workingDirectory, env = {} }: CommandOptions = {},
): ChildProcessWithoutNullStreams {
  const wordList = typeof words === 'string' ? words.split(' ') : words;
  return spawn(
    process.execPath,
    ['--conditions=@bedrock-spend/source', '--no-warnings', main, ...wordList],
    {
      cwd: workingDirectory ?? fixtures,
      env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: '/nonexistent', TZ: 'UTC', ...env },
    },
  );
}

/** Runs the command to its end. */
export async function runCommand(
  words: Words,
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = startCommand(words, options);
  void feed(child, options.input ?? '');
  return resultOf(child);
}

/** What a started command has printed once it has ended. */
export async function resultOf(child: ChildProcessWithoutNullStreams): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { stdout, stderr, status };
}

/** Where a started server listens. Its stderr is left flowing, so that it can go on writing. */
export async function addressOf({ stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /http:\S+\/mcp/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    });
    stderr.on('end', () => reject(new Error(`The server ended: ${text}`)));
  });
}

async function feed(
  { stdin }: ChildProcessWithoutNullStreams,
  input: string | Iterable<Uint8Array>,
): Promise<void> {
  // A command that does not read to the end closes the pipe; its status tells why.
  await pipeline(Readable.from(input), stdin).catch(() => undefined);
}
