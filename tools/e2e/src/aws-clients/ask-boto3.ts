import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { execa } from 'execa';

import type { Answer, Ask } from './ask.ts';

const script = fileURLToPath(new URL('ask-boto3.py', import.meta.url));

/** Starts one Python that makes all calls with boto3, one after the other. */
export function startBoto3(options: { python: string; env: NodeJS.ProcessEnv }): {
  ask: Ask;
  stop(): Promise<void>;
} {
  const child = execa(options.python, [script], {
    env: options.env,
    extendEnv: false,
    reject: false,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(call) {
      child.stdin.write(`${JSON.stringify(call)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`boto3 ended: ${(await child).stderr}`);
      return JSON.parse(line.value) as Answer;
    },
    async stop() {
      child.stdin.end();
      await child;
    },
  };
}
