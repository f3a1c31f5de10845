/** Exit statuses: what went wrong, or how the command was called. */
export type FailureStatus = 1 | 2;

/** Ends a command with one sentence on stderr that says what to do. */
export class CommandError extends Error {
  readonly status: FailureStatus;

  constructor(message: string, options: { status?: FailureStatus; cause?: unknown } = {}) {
    super(message, options);
    this.name = 'CommandError';
    this.status = options.status ?? 1;
  }
}

/** The command was called in a way that cannot work. */
export function usageError(message: string): CommandError {
  return new CommandError(message, { status: 2 });
}
