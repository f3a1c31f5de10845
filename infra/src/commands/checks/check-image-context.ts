import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { CommandError } from '../command-error.ts';

/** Throws when the files that the container image is built from are not all there. */
export function checkImageContext(imageFolder: string): void {
  if (['Dockerfile', 'app/lambda.js'].every((file) => existsSync(join(imageFolder, file)))) return;
  throw new CommandError(
    "The container image's files are not built: run `npx nx image-context mcp-server`, then try again.",
  );
}
