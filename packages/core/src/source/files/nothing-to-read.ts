import { SpendError } from '../../errors.ts';
import type { PartialSource } from '../../model/report.ts';
import type { FoundLogs } from './find-log-files.ts';
import { logExtensions } from './log-file-names.ts';

/** The error for paths behind which there is no log file at all. */
export function nothingToRead(
  paths: readonly string[],
  { missing, skipped }: FoundLogs,
): SpendError {
  if (missing.length > 0) {
    const isDenied = missing.some(({ reason }) => reason !== 'not-found');
    return new SpendError(isDenied ? 'SOURCE_UNREADABLE' : 'SOURCE_NOT_FOUND', sentences(missing));
  }
  if (paths.length === 0) {
    return new SpendError('SOURCE_NOT_FOUND', 'No path was given; name log files or folders.');
  }
  const bodies = skipped.filter(({ reason }) => reason === 'body-object').length;
  const others = skipped.length - bodies;
  const passedOver = [
    ...(bodies > 0 ? [`${bodies} with prompts and answers`] : []),
    ...(others > 0 ? [`${others} of other kinds`] : []),
  ].join(' and ');
  const found = passedOver === '' ? '' : ` (passed over: ${passedOver})`;
  return new SpendError(
    'SOURCE_EMPTY',
    `${paths.join(', ')} holds no log files${found}; name a folder with files that end in ${logExtensions.join(' ')}.`,
  );
}

/** What is missing when a folder among others holds no log files. */
export function holdsNoLogs(folder: string): PartialSource {
  const extensions = logExtensions.join(' ');
  const message = `${folder} holds no log files; name a folder with files that end in ${extensions}.`;
  return { origin: folder, reason: 'not-found', message };
}

/** The error for log files none of which could be read. */
export function nothingReadable(missing: readonly PartialSource[]): SpendError {
  const isNotFound = missing.every(({ reason }) => reason === 'not-found');
  return new SpendError(isNotFound ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE', sentences(missing));
}

const mostSentences = 3;

function sentences(missing: readonly PartialSource[]): string {
  const first = missing.slice(0, mostSentences).map(({ message }) => message);
  const others = missing.length - first.length;
  return [...first, ...(others > 0 ? [`${others} more could not be read.`] : [])].join(' ');
}
