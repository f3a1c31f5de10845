/** Answers that are on their way: a server that stops waits until they have got out. */
export interface OpenAnswers {
  readonly count: number;
  /** An answer is awaited until the returned function is called; more than once makes no difference. */
  opened(): () => void;
}

export function createOpenAnswers(): OpenAnswers {
  const open = new Set<symbol>();
  return {
    get count() {
      return open.size;
    },
    opened() {
      const answer = Symbol('answer');
      open.add(answer);
      return () => {
        open.delete(answer);
      };
    },
  };
}
