import type { Caller } from '../caller.ts';

/** Lets a caller in, and out again by the function that it answers with; `null` where no more may come in. */
export type CallGate = (caller: Caller) => (() => void) | null;

/** Lets so many calls of one caller run at a time. */
export function createCallGate(concurrentCalls: number | undefined): CallGate {
  const running = new Map<string, number>();
  return ({ subject }) => {
    const count = running.get(subject) ?? 0;
    if (count >= (concurrentCalls ?? Infinity)) return null;
    running.set(subject, count + 1);
    let isOut = false;
    return () => {
      if (isOut) return;
      isOut = true;
      const left = (running.get(subject) ?? 1) - 1;
      if (left > 0) running.set(subject, left);
      else running.delete(subject);
    };
  };
}
