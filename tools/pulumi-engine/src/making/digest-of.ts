import { createHash } from 'node:crypto';

/** Characters that look random and are the same in each run; `salt` gives others. */
export const digestOf =
  (seed: string) =>
  (length: number, salt = ''): string =>
    createHash('sha512').update(`${seed}\n${salt}`).digest('hex').slice(0, length);
