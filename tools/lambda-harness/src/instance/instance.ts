/** How the program of an instance ended. */
export interface InstanceEnding {
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
}

/** One execution environment: a process or a container in which Lambda's runtime client runs. */
export interface Instance {
  readonly name: string;
  /** Process id on this machine. */
  readonly pid: number;
  /** What it has written on stdout and stderr so far. */
  log(): string;
  /** Ends it, by SIGKILL unless told otherwise; settles when it has ended. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Settles when it has ended, for whatever reason; never rejects. */
  readonly ended: Promise<InstanceEnding>;
}

export interface InstanceStart {
  /** Unique among the instances of a function. */
  name: string;
  /** Where its Runtime API listens: `127.0.0.1:PORT`. */
  runtimeApi: string;
  /**
   * All that Lambda sets, AWS_LAMBDA_RUNTIME_API among it, and the variables of the function. Missing
   * is only what the place of the code decides: `_HANDLER` and `LAMBDA_TASK_ROOT`.
   */
  environment: Record<string, string>;
  memoryMb: number;
  timeoutMs: number;
}

/** Starts an instance and gives it back as soon as its program runs; it reports to the Runtime API itself. */
export type StartInstance = (start: InstanceStart) => Promise<Instance>;
