import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

import { cleanEnvironment } from '../clean-environment.ts';
import { workspaceRoot } from '../workspace.ts';

// Not dependencies of this workspace: 200 packages for what one test asks of them.
const tools = ['@modelcontextprotocol/inspector@2.12.0', 'mcp-remote@0.15.1'] as const;

/**
 * Installs MCP Inspector and the bridge `mcp-remote` as a person would who installs them globally, in
 * a folder of their own that later runs find again, and returns that folder.
 */
export async function installMcpTools(): Promise<string> {
  const prefix = join(workspaceRoot, 'node_modules/.cache/bedrock-spend-e2e/mcp-tools');
  // npm wants to find this folder.
  await mkdir(join(prefix, 'lib'), { recursive: true });
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await execa('npm', ['install', '--global', '--prefix', prefix, ...flags, ...tools], {
    env: cleanEnvironment(),
    extendEnv: false,
  });
  return prefix;
}
