import type { Readable } from 'node:stream';
import type { ByteReader } from './byte-reader.ts';
import type { LogFile } from './find-log-files.ts';
import { toLogReadError, type LogReadError } from './log-read-error.ts';
import { decompressed, openLogFile } from './open-log.ts';
import { streamReader } from './stream-reader.ts';

/** A file that was opened, or why it could not be. */
export type OpenedFile =
  | { file: LogFile; reader: ByteReader; error: null }
  | { file: LogFile; reader: null; error: LogReadError };

// While one file is read, the next is opened, so that small ones are not waited for.
const filesAtATime = 2;

/** Opens files one after the other and closes each when the next is asked for. */
export async function* openInOrder(
  files: readonly LogFile[],
  stdin: Readable | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<OpenedFile> {
  const opening: Promise<OpenedFile>[] = [];
  let next = 0;
  try {
    while (next < files.length || opening.length > 0) {
      for (const file of files.slice(next, next + filesAtATime - opening.length)) {
        opening.push(openOne(file, stdin, signal));
        next++;
      }
      const opened = await opening.shift();
      if (opened === undefined) return;
      try {
        yield opened;
      } finally {
        await opened.reader?.close();
      }
    }
  } finally {
    for (const { reader } of await Promise.all(opening)) await reader?.close();
  }
}

async function openOne(
  file: LogFile,
  stdin: Readable | undefined,
  signal: AbortSignal | undefined,
): Promise<OpenedFile> {
  if (file.path === null) {
    return { file, reader: lazyStdin(stdin ?? process.stdin, signal), error: null };
  }
  try {
    return { file, reader: await openLogFile(file.path, file.bytes), error: null };
  } catch (error) {
    return { file, reader: null, error: toLogReadError(error) };
  }
}

/** Stdin is not waited for before its turn. */
function lazyStdin(stdin: Readable, signal: AbortSignal | undefined): ByteReader {
  const raw = streamReader(stdin, signal);
  let reader: ByteReader | null = null;
  return {
    read: async (target) => {
      reader ??= await decompressed(raw);
      return reader.read(target);
    },
    rawBytesRead: () => raw.rawBytesRead(),
    close: async () => {
      await (reader ?? raw).close();
    },
  };
}
