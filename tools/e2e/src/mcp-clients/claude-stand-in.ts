import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { ServerEntry } from './host-configurations.ts';

// Claude Code itself wants an account; what matters here are the words that the shell hands it.
const script = `#!/usr/bin/env node
process.stdout.write(JSON.stringify(process.argv.slice(2)));
`;

/** Puts a `claude` into a folder that prints the words it is given by the shell. */
export async function writeClaudeStandIn(folder: string): Promise<void> {
  const path = join(folder, 'claude');
  await writeFile(path, script);
  await chmod(path, 0o755);
}

/**
 * What `claude mcp add` keeps of its words: options, the name, then the command behind `--` or the
 * address.
 */
export function entryOfClaudeWords(words: readonly string[]): ServerEntry {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      transport: { type: 'string' },
      env: { type: 'string', multiple: true },
      header: { type: 'string', multiple: true },
    },
  });
  const [mcp, add, name, target = '', ...args] = positionals;
  if (mcp !== 'mcp' || add !== 'add' || name !== 'bedrock-spend') {
    throw new Error(`These words add no server bedrock-spend: ${words.join(' ')}`);
  }
  return values.transport === 'http'
    ? { url: target, headers: pairs(values.header, /:\s*/) }
    : { command: target, args, env: pairs(values.env, /=/) };
}

function pairs(texts: readonly string[] = [], separator: RegExp): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const { index = 0, 0: found = '' } = separator.exec(text) ?? {};
      return [text.slice(0, index), text.slice(index + found.length)];
    }),
  );
}
