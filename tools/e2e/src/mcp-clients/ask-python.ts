import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { execa } from 'execa';

import { promptRequests, resourceRequests, templateRequests, toolCalls } from './offered.ts';

const script = fileURLToPath(new URL('ask-mcp.py', import.meta.url));

// `.ci/run` installs one and names it.
const python = process.env['E2E_PYTHON'] ?? 'python3';

/** Whether there is a Python with an SDK that speaks both families of protocol versions. */
export const hasPythonSdk = spawnSync(python, ['-c', 'from mcp import Client']).status === 0;

type Server =
  | { url: string; headers: Record<string, string> }
  | { command: { command: string; args: readonly string[]; env: Record<string, string> } };

/** What the Python SDK was answered, in the order in which it asks for all that is offered. */
export interface PythonAnswers {
  protocolVersion: string;
  tools: string[];
  results: unknown[];
  progress: { progress: number; total: number; message: string }[];
  prompts: string[];
  messages: string[];
  resources: string[];
  templates: string[];
  texts: string[];
}

/** Lets the Python SDK ask a server for all that is offered. */
export async function askPython(
  server: Server,
  options: { mode: string; environment: Record<string, string> },
): Promise<PythonAnswers> {
  const asked = {
    ...server,
    mode: options.mode,
    calls: toolCalls,
    prompts: promptRequests,
    uris: [...resourceRequests, ...templateRequests].map(({ uri }) => uri),
  };
  const { stdout } = await execa(python, [script], {
    input: JSON.stringify(asked),
    env: options.environment,
    extendEnv: false,
  });
  return JSON.parse(stdout) as PythonAnswers;
}
