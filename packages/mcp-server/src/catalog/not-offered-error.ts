/** The request names a tool, prompt, resource or page that does not exist here: a fault of the request. */
export class NotOfferedError extends Error {
  override readonly name = 'NotOfferedError';
  readonly kind: NotOfferedKind;
  /** What the client asked for, as its program reads it. */
  readonly data: Readonly<Record<string, string>> | undefined;

  constructor(kind: NotOfferedKind, message: string, data?: Record<string, string>) {
    super(message);
    this.kind = kind;
    this.data = data;
  }
}

export type NotOfferedKind = 'tool' | 'prompt' | 'resource' | 'page' | 'argument';
