import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toLogReadError, type LogReadError } from './log-read-error.ts';

export interface FoundFile {
  path: string;
  bytes: number;
}

export interface FolderContents {
  files: FoundFile[];
  /** Folders and files that could not be looked at. */
  failures: { path: string; error: LogReadError }[];
}

/** Every file below a folder, in the order of their names. Links are followed, circles are not. */
export async function listFolder(path: string): Promise<FolderContents> {
  const contents: FolderContents = { files: [], failures: [] };
  await addFolder(contents, path, new Set());
  return contents;
}

async function addFolder(
  contents: FolderContents,
  path: string,
  visited: Set<string>,
): Promise<void> {
  try {
    const { dev, ino } = await stat(path);
    const identity = `${dev}:${ino}`;
    // Where the file system has no numbers, links cannot be followed in circles either.
    if (ino !== 0 && visited.has(identity)) return;
    visited.add(identity);
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) await addFolder(contents, child, visited);
      else await addFile(contents, child, visited);
    }
  } catch (error) {
    contents.failures.push({ path, error: toLogReadError(error) });
  }
}

async function addFile(
  contents: FolderContents,
  path: string,
  visited: Set<string>,
): Promise<void> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) await addFolder(contents, path, visited);
    else if (stats.isFile()) contents.files.push({ path, bytes: stats.size });
  } catch (error) {
    contents.failures.push({ path, error: toLogReadError(error) });
  }
}
