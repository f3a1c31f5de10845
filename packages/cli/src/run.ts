import type { ExitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

/** One run of the command line. */
export interface Run {
  terminal: Terminal;
  /** A command sets its status here when it is through. */
  finish: (status: ExitStatus) => void;
}
