import { delimiter } from 'node:path';

const leaks =
  /^(npm_package_|npm_lifecycle_|npm_config_local_prefix|npm_config_prefix|npm_command|NX_|VITEST|NODE_OPTIONS|NODE_ENV|NODE_PATH|INIT_CWD|BEDROCK_SPEND_|AWS_|MCP_|FORCE_COLOR|PORT$|HOST$)/;

/**
 * The environment of a person who has just opened a terminal: nothing that npm, Nx or Vitest set, no
 * tool of this workspace on the path, and `firstOnPath` before everything else.
 */
export function cleanEnvironment(firstOnPath: readonly string[] = []): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !leaks.test(name));
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: [...firstOnPath, ...path].join(delimiter),
    TZ: 'UTC',
    NO_COLOR: '1',
  };
}
