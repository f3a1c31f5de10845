import type { PartialSource } from '../../model/report.ts';

/** Why a file or pipe could not be read to its end. Its message is the rest of a sentence about it. */
export class LogReadError extends Error {
  override readonly name = 'LogReadError';
  readonly reason: PartialSource['reason'];

  constructor(reason: PartialSource['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Says in words what the operating system or a decompressor says in a code. */
export function toLogReadError(error: unknown): LogReadError {
  if (error instanceof LogReadError) return error;
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [reason, message] = explain(code);
  return new LogReadError(reason, message, { cause: error });
}

function explain(code: string): [reason: PartialSource['reason'], message: string] {
  switch (code) {
    case 'ENOENT':
      return ['not-found', 'does not exist; check the path'];
    case 'EACCES':
    case 'EPERM':
      return ['denied', 'may not be read by this user; change its permissions'];
    case 'EISDIR':
      return ['unreadable', 'is a folder where a file was expected'];
    case 'EMFILE':
    case 'ENFILE':
      return ['unreadable', 'could not be opened: too many files are open; close some programs'];
    case 'Z_BUF_ERROR':
      return ['truncated', 'is cut off: its compressed data ends too early; copy it again'];
    case 'Z_DATA_ERROR':
    case 'ERR_BUFFER_TOO_LARGE':
      return ['unreadable', 'is damaged: its compressed data makes no sense; copy it again'];
    default:
      return code.startsWith('ZSTD_')
        ? ['unreadable', 'is damaged: its compressed data makes no sense; copy it again']
        : ['unreadable', `could not be read${code === '' ? '' : ` (${code})`}; try again`];
  }
}
