import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGiveWay } from './give-way.ts';
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
  await addFolder(path, { contents, visited: new Set(), giveWay: createGiveWay() });
  return contents;
}

interface Listing {
  contents: FolderContents;
  visited: Set<string>;
  giveWay: () => Promise<void>;
}

async function addFolder(path: string, listing: Listing): Promise<void> {
  const { contents, visited } = listing;
  try {
    const { dev, ino } = statSync(path);
    const identity = `${dev}:${ino}`;
    // Where the file system has no numbers, links cannot be followed in circles either.
    if (ino !== 0 && visited.has(identity)) return;
    visited.add(identity);
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) await addFolder(child, listing);
      else await addFile(child, listing);
    }
  } catch (error) {
    contents.failures.push({ path, error: toLogReadError(error) });
  }
}

async function addFile(path: string, listing: Listing): Promise<void> {
  const { contents, giveWay } = listing;
  await giveWay();
  try {
    // Asking another thread costs ten times the answer.
    const stats = statSync(path);
    if (stats.isDirectory()) await addFolder(path, listing);
    else if (stats.isFile()) contents.files.push({ path, bytes: stats.size });
  } catch (error) {
    contents.failures.push({ path, error: toLogReadError(error) });
  }
}
