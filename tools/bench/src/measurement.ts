/** What one run of a program cost. */
export interface Measurement {
  /** User and system time of the process. */
  cpuSeconds: number;
  /** From its start to its end. */
  wallSeconds: number;
  /** Largest resident set; `null` where it is not measured. */
  peakMegabytes: number | null;
  /** What the program counted; empty where it counts nothing. */
  totals: Readonly<Record<string, number>>;
  /** Calls of AWS by operation, where they are counted. */
  calls?: Readonly<Record<string, number>>;
}
