import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A hash of the names, modes and contents of all files in a folder, in hexadecimal: the same on every
 * machine, whatever times, owners and order of listing the files have. Modes count, because the
 * provider builds anew when they change, and a tag that there is already takes no second image:
 * https://github.com/pulumi/pulumi-docker-build/blob/main/provider/internal/context.go
 */
export function contentHash(folder: string): string {
  const hash = createHash('sha256');
  for (const path of pathsIn(folder)) {
    const file = join(folder, path);
    const mode = (lstatSync(file).mode & 0o777).toString(8);
    const content = contentOf(file);
    // With lengths, so that what moves from a name into a content changes the hash.
    hash.update(`${Buffer.byteLength(path)}:${path}${mode}:${content.byteLength}:`).update(content);
  }
  return hash.digest('hex');
}

/** With slashes on every system, in the order of their bytes. */
function pathsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

function contentOf(path: string): Buffer {
  try {
    return Buffer.from(`link:${readlinkSync(path)}`);
  } catch {
    return readFileSync(path);
  }
}
