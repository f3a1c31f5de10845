import { closeSync, existsSync, openSync, readSync, renameSync, rmSync } from 'node:fs';

import { applicationId } from './cache-schema.ts';

const sideFiles = ['-wal', '-shm', '-journal'];
// https://www.sqlite.org/fileformat.html#the_database_header
const headerBytes = 100;
const applicationIdAt = 68;

/**
 * Makes room for a new cache: a damaged file of ours is deleted, a file that is not ours gets another
 * name. Gives the note to show.
 */
export function setAside(file: string): string {
  // A journal that stays behind would be applied to the new file.
  if (isOurs(file)) {
    for (const suffix of ['', ...sideFiles]) rmSync(file + suffix, { force: true });
    return `The cache ${file} was damaged and has been made anew.`;
  }
  const freeName = unusedName(file);
  for (const suffix of ['', ...sideFiles]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, freeName + suffix);
  }
  return `${file} is not a cache of bedrock-spend: it is called ${freeName} now, and a new cache was made.`;
}

function isOurs(file: string): boolean {
  const header = Buffer.alloc(headerBytes);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header);
  } finally {
    closeSync(descriptor);
  }
  return (
    header.toString('latin1').startsWith('SQLite format 3\0') &&
    header.readUInt32BE(applicationIdAt) === applicationId
  );
}

function unusedName(file: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${file}.not-a-cache-${number}`;
    if (!existsSync(name)) return name;
  }
}
