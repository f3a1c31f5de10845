import type { Readable } from 'node:stream';
import { SpendError } from '../../errors.ts';
import { metadataKey } from '../../model/dimension.ts';
import type { LogBatch } from '../../model/log-batch.ts';
import type { PartialSource } from '../../model/report.ts';
import { createModelIds } from '../../normalize/model-ids.ts';
import { createLineScanner } from '../../normalize/scan-line.ts';
import { createEntryReader } from '../entries/entry-reader.ts';
import type { LogSource, ReadRequest } from '../log-source.ts';
import { findLogFiles, missingSource, type LogFile, type SkippedFile } from './find-log-files.ts';
import { createGiveWay } from './give-way.ts';
import { holdsNoLogs, nothingReadable, nothingToRead } from './nothing-to-read.ts';
import { openInOrder } from './open-in-order.ts';
import { createReadWindow, readLog, type LogPart } from './read-log.ts';
import { signOfFiles } from './sign-of-files.ts';

/**
 * Which log files to read, and how.
 *
 * @example
 * const options: FilesSourceOptions = { paths: ['logs/', '-'], strict: true };
 * const source = filesSource(options);
 */
export interface FilesSourceOptions {
  /** Files, folders (searched with all below them) and globs; `-` is stdin. */
  paths: readonly string[];
  /** What `-` reads. Default: the process's own. */
  stdin?: Readable | undefined;
  /**
   * Read every line with `JSON.parse`. Slower, and it rejects lines that are damaged inside a prompt
   * or an answer, which are otherwise passed over. Default false.
   */
  strict?: boolean | undefined;
  /** Read request ids. Default: if single calls are asked for, or each id is to be counted once. */
  needRequestId?: boolean | undefined;
  /** Read the tags of calls. Default: if single calls are asked for, or the query groups by one or filters on one. */
  needRequestMetadata?: boolean | undefined;
  /** Told of each file that is passed over. */
  onSkip?: ((file: SkippedFile) => void) | undefined;
}

/**
 * Invocation logs in files: as Bedrock delivers them to S3, as CloudWatch exports them and as AWS
 * commands print them, plain or compressed with gzip or zstd. What is damaged costs itself only and
 * is told in `rejections` and `missing`. Memory does not depend on the size of the files.
 *
 * @throws SpendError when it is read: `SOURCE_NOT_FOUND`, `SOURCE_EMPTY` or `SOURCE_UNREADABLE` when
 *   there is nothing at all to read, `CANCELLED` when the signal says so.
 * @example
 * const report = await createReport(filesSource(['logs/', 'export-*.json.gz']), { days: 30 });
 */
export function filesSource(options: readonly string[] | FilesSourceOptions): LogSource {
  const all: FilesSourceOptions = 'paths' in options ? options : { paths: options };
  return {
    kind: 'files',
    name: all.paths.join(', '),
    check: () => checkPaths(all.paths),
    sign: () => signOfFiles(all.paths),
    read: (request) => readFiles(all, request),
  };
}

async function checkPaths(paths: readonly string[]): Promise<void> {
  const found = await findLogFiles(paths);
  if (found.missing.length > 0 || paths.length === 0) throw nothingToRead(paths, found);
}

async function* readFiles(
  options: FilesSourceOptions,
  request: ReadRequest,
): AsyncGenerator<LogBatch> {
  const { signal } = request;
  checkSignal(signal);
  const found = await findLogFiles(options.paths);
  for (const file of found.skipped) options.onSkip?.(file);
  if (found.files.length === 0) throw nothingToRead(options.paths, found);
  const modelOf = createModelIds();
  const scanner =
    options.strict === true ? null : createLineScanner({ modelOf, ...needs(options, request) });
  const entries = createEntryReader({ scanner, modelOf });
  const window = createReadWindow();
  const giveWay = createGiveWay();
  const bytesTotal = totalBytes(found.files);
  let bytesOfFilesRead = 0;
  let records = 0;
  // Told with what could be read; if that is nothing, it is the error.
  let missing: PartialSource[] = [...found.missing, ...found.empty.map(holdsNoLogs)];
  let hasRead = false;

  for await (const { file, reader, error } of openInOrder(found.files, options.stdin, signal)) {
    checkSignal(signal);
    if (reader === null) {
      missing.push(missingSource({ path: file.origin, error }));
      continue;
    }
    entries.begin(file.origin);
    for await (const { failure, ...part } of readLog(reader, { entries, window })) {
      await giveWay();
      checkSignal(signal);
      records += part.invocations.length;
      if (failure !== null) missing.push(brokenOff(file, failure));
      hasRead ||= failure === null || records > 0;
      if (!hasRead) continue;
      const bytesRead = bytesOfFilesRead + reader.rawBytesRead();
      yield { ...part, groups: [], missing, progress: { bytesRead, bytesTotal, records } };
      missing = [];
    }
    bytesOfFilesRead += reader.rawBytesRead();
  }
  if (!hasRead) throw nothingReadable(missing);
  if (missing.length > 0) yield onlyMissing(missing);
}

function needs(options: FilesSourceOptions, { query, detail }: ReadRequest) {
  const { deduplicate, groupBy, where } = query;
  const allFacts = detail === 'invocations';
  const dimensions = [...groupBy, ...where.map(({ dimension }) => dimension)];
  return {
    needRequestId: options.needRequestId ?? (allFacts || deduplicate),
    needRequestMetadata:
      options.needRequestMetadata ??
      (allFacts || dimensions.some((name) => metadataKey(name) !== null)),
  };
}

function totalBytes(files: readonly LogFile[]): number | null {
  let total = 0;
  for (const { bytes } of files) {
    if (bytes === null) return null;
    total += bytes;
  }
  return total;
}

function brokenOff({ origin }: LogFile, { error, line }: NonNullable<LogPart['failure']>) {
  const place = line > 1 ? ` The first ${line - 1} lines were read.` : '';
  return { origin, reason: error.reason, message: `${origin} ${error.message}.${place}` };
}

function onlyMissing(missing: readonly PartialSource[]): LogBatch {
  return { invocations: [], rejections: [], groups: [], missing, progress: null };
}

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new SpendError('CANCELLED', 'Reading the log files was cancelled.', {
    cause: signal.reason,
  });
}
