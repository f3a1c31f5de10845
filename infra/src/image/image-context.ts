import { existsSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { RunError } from '@pulumi/pulumi';

import { contentHash } from './content-hash.ts';

/** The folder that the image is built from. */
export interface ImageContext {
  /** Relative to where the program runs, so that the state of a stack is the same on every machine. */
  location: string;
  /** Of all that is in it, in hexadecimal. */
  hash: string;
  /** Version of the server in it. */
  version: string;
}

/** Looks at the folder of the image; where it is not built, the run ends with what to do. */
export function readImageContext(folder: string): ImageContext {
  const path = normalize(folder).replace(/[/\\]$/, '');
  if (
    !['Dockerfile', 'app/lambda.js', 'sbom.cdx.json'].every((file) => existsSync(join(path, file)))
  ) {
    throw new RunError(
      "The container image's files are not built: run `npx nx deploy infra`, which builds them, or `npx nx image-context mcp-server`.",
    );
  }
  return {
    location: relative(process.cwd(), path).replaceAll('\\', '/'),
    hash: contentHash(path),
    version: versionOf(readFileSync(join(path, 'sbom.cdx.json'), 'utf8')),
  };
}

function versionOf(billOfMaterials: string): string {
  const bill = JSON.parse(billOfMaterials) as { metadata?: { component?: { version?: string } } };
  return bill.metadata?.component?.version ?? '';
}
