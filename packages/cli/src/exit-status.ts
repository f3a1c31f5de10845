/** Exit statuses of every command; `docs/command-line.md` lists them. */
export const exitStatus = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  /** The answer is printed, and part of what was asked for could not be read. */
  partial: 3,
  /** 128 + SIGINT, as shells count it. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
