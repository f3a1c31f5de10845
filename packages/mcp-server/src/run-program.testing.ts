import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished } from 'vitest';

/** How Node runs the command from its sources. */
export const nodeArguments = [
  '--conditions=@bedrock-spend/source',
  fileURLToPath(new URL('./main.ts', import.meta.url)),
];

// A program takes seconds to start on a busy machine.
const timeout = 30_000;

export interface Program {
  child: ChildProcessWithoutNullStreams;
  /** Address of the MCP endpoint that it prints. */
  listening: Promise<string>;
  wrote: (text: string) => Promise<void>;
  logged: (text: string) => Promise<void>;
  ended: Promise<{ status: number | null; stdout: string; stderr: string }>;
}

/** Starts the command with these words; the environment is this one's where nothing else is said. */
export function startProgram(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Program {
  const child = spawn(process.execPath, [...nodeArguments, ...words], { env: environment });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  const until = async (name: 'stdout' | 'stderr', wanted: string): Promise<void> => {
    await expect.poll(() => text[name], { timeout }).toContain(wanted);
  };
  return {
    child,
    listening: once(child.stdout, 'data').then(() => text.stdout.trim().split(' ').at(-1) ?? ''),
    wrote: (wanted) => until('stdout', wanted),
    logged: (wanted) => until('stderr', wanted),
    ended: once(child, 'close').then(([status]) => ({ status: status as number | null, ...text })),
  };
}
