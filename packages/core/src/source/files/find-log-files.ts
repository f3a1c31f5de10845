import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PartialSource } from '../../model/report.ts';
import { createGiveWay } from './give-way.ts';
import { listFolder } from './list-folder.ts';
import { isBodyObject, isLogName } from './log-file-names.ts';
import { LogReadError, toLogReadError } from './log-read-error.ts';

/** A file to read, or stdin. */
export interface LogFile {
  /** As the user knows it. */
  origin: string;
  /** `null` = stdin. */
  path: string | null;
  /** `null` where it is not known, as for a pipe. */
  bytes: number | null;
}

export interface FoundLogs {
  files: LogFile[];
  missing: PartialSource[];
  /** Folders that were named and hold no log files. */
  empty: string[];
  /** Files of folders and globs that were passed over. */
  skipped: SkippedFile[];
}

/**
 * A file of a folder or glob that was passed over.
 *
 * @example
 * const skipped: SkippedFile[] = [];
 * filesSource({ paths: ['logs/'], onSkip: (file) => skipped.push(file) });
 */
export interface SkippedFile {
  path: string;
  /** A prompt or an answer that Bedrock stored apart from its record, or no log by its name. */
  reason: 'body-object' | 'not-a-log-by-name';
}

/** Finds the files that paths, folders and globs stand for, each once, in the order they are named. */
export async function findLogFiles(paths: readonly string[]): Promise<FoundLogs> {
  const found: FoundLogs = { files: [], missing: [], empty: [], skipped: [] };
  const known = new Set<string>();
  const giveWay = createGiveWay();

  function add(path: string, { bytes, isNamed }: { bytes: number | null; isNamed: boolean }): void {
    const absolute = resolve(path);
    if (known.has(absolute)) return;
    known.add(absolute);
    if (isBodyObject(absolute)) found.skipped.push({ path, reason: 'body-object' });
    else if (isNamed || isLogName(path)) found.files.push({ origin: path, path, bytes });
    else found.skipped.push({ path, reason: 'not-a-log-by-name' });
  }

  async function addPath(path: string, isNamed: boolean): Promise<void> {
    await giveWay();
    // Asking another thread costs ten times the answer.
    const stats = statSync(path);
    if (!stats.isDirectory()) {
      add(path, { bytes: stats.isFile() ? stats.size : null, isNamed });
      return;
    }
    const { files, failures } = await listFolder(path);
    for (const { path: file, bytes } of files) add(file, { bytes, isNamed: false });
    for (const failure of failures) found.missing.push(missingSource(failure));
    const isEmpty = !files.some(
      (file) => isLogName(file.path) && !isBodyObject(resolve(file.path)),
    );
    if (isEmpty && failures.length === 0) found.empty.push(path);
  }

  for (const path of paths) {
    if (path === '-') {
      if (!known.has('-')) found.files.push({ origin: '<stdin>', path: null, bytes: null });
      known.add('-');
      continue;
    }
    try {
      await addPath(path, true);
    } catch (error) {
      const matches = await expand(path);
      if (matches === null || matches.length === 0) {
        const isPattern = matches !== null;
        found.missing.push(missingSource({ path, error: notFound(error, { isPattern }) }));
      }
      for (const match of matches ?? []) {
        await addPath(match, false).catch((error: unknown) => {
          found.missing.push(missingSource({ path: match, error: toLogReadError(error) }));
        });
      }
    }
  }
  return found;
}

/** What is missing of an answer, as a sentence that says what to do. */
export function missingSource({
  path,
  error,
}: {
  path: string;
  error: LogReadError;
}): PartialSource {
  return { origin: path, reason: error.reason, message: `${path} ${error.message}.` };
}

/** Files that match; `null` if it is no pattern. */
async function expand(pattern: string): Promise<string[] | null> {
  // Shells expand patterns themselves, so it is seldom needed and takes a while to load.
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(pattern)) return null;
  const matches = await glob(
    process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern,
    {
      expandDirectories: false,
      onlyFiles: true,
    },
  );
  return matches.sort();
}

function notFound(error: unknown, { isPattern }: { isPattern: boolean }): LogReadError {
  const cause = toLogReadError(error);
  if (cause.reason !== 'not-found') return cause;
  return isPattern
    ? new LogReadError('not-found', 'matches no file; check the pattern', { cause: error })
    : cause;
}
