/** The request names a tool, prompt, resource or page that does not exist here: a fault of the request. */
export class NotOfferedError extends Error {
  override readonly name = 'NotOfferedError';
  readonly kind: NotOfferedKind;

  constructor(kind: NotOfferedKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export type NotOfferedKind = 'tool' | 'prompt' | 'resource' | 'page' | 'argument';
