import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { workspaceRoot } from '../workspace.ts';

/** How a host reaches a server, as its configuration says. */
export type ServerEntry =
  | { command: string; args: readonly string[]; env?: Record<string, string> }
  | { url: string; headers?: Record<string, string> };

/** What somebody pastes into a file of a host, or types. */
export interface HostConfiguration {
  readonly host: string;
  /** From 1, of those for the same host. */
  readonly number: number;
  readonly language: 'json' | 'sh';
  readonly text: string;
}

interface ConfigurationFile {
  readonly inputs?: readonly { id: string; type: string; password?: boolean }[];
  readonly mcpServers?: Readonly<Record<string, ServerEntry>>;
  readonly servers?: Readonly<Record<string, ServerEntry>>;
}

/** What the README offers to paste, in its order. */
export function hostConfigurations(): HostConfiguration[] {
  const readme = readFileSync(join(workspaceRoot, 'packages/mcp-server/README.md'), 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith('Hosts\n')) ?? '';
  const [, ...hosts] = section.split(/^### /m);
  return hosts.flatMap((text) => {
    const host = text.slice(0, text.indexOf('\n'));
    return [...text.matchAll(/^```(json|sh)\n(.*?)^```$/gms)].map(([, language, block], index) => ({
      host,
      number: index + 1,
      language: language as 'json' | 'sh',
      text: block ?? '',
    }));
  });
}

/**
 * The entry of `bedrock-spend` in a configuration file, its variables filled in as the host does it:
 * `${input:ID}` by VS Code, `${env:NAME}` by Cursor, `${NAME}` by no host that is named here.
 */
export function serverEntry(
  text: string,
  options: { environment: Record<string, string>; typed: string },
): ServerEntry {
  const file = JSON.parse(text) as ConfigurationFile;
  const entry = (file.mcpServers ?? file.servers)?.['bedrock-spend'];
  if (entry === undefined) throw new Error('The configuration names no server bedrock-spend.');
  const filled = JSON.stringify(entry)
    .replaceAll(/\$\{env:(\w+)\}/g, (_match, name: string) => options.environment[name] ?? '')
    .replaceAll(/\$\{input:([\w-]+)\}/g, (_match, id: string) => {
      const input = file.inputs?.find((each) => each.id === id);
      if (input?.type !== 'promptString') throw new Error(`Nothing asks for ${id}.`);
      return options.typed;
    });
  return JSON.parse(filled) as ServerEntry;
}
