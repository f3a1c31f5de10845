/** What the program, or this engine, had to say; `output` is what the program printed itself. */
export interface Message {
  readonly severity: 'debug' | 'info' | 'warning' | 'error' | 'output';
  readonly text: string;
  readonly urn?: string;
}
