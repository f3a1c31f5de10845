import type { Readable } from 'node:stream';

/** What a soak writes must not fill the memory of the test: the beginning is given up. */
const maxCharacters = 1_000_000;

/** Gathers what a program writes, in the order in which it arrives; the returned function tells it. */
export function createInstanceLog(outputs: readonly Readable[]): () => string {
  let text = '';
  for (const output of outputs) {
    output.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-maxCharacters);
    });
  }
  return () => text;
}
