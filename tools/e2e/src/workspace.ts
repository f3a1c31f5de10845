import { fileURLToPath } from 'node:url';

/** The root folder of this repository. */
export const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The published packages: where they are, and what they are called on npm. */
export const publishedPackages = [
  { folder: 'packages/core', name: '@bedrock-spend/core' },
  { folder: 'packages/mcp-server', name: '@bedrock-spend/mcp-server' },
  { folder: 'packages/cli', name: 'bedrock-spend' },
] as const;
