import { createHash } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id in the alphabet of AWS's unique ids (`AKIA…`, `AROA…`), the same for the same seed. */
export function generatedId(prefix: string, seed: string, length: number): string {
  const digest = createHash('sha256').update(`${prefix} ${seed}`).digest();
  const letters = [...digest].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return prefix + letters.slice(0, length - prefix.length);
}

/** A secret access key of 40 characters that opens nothing but an emulator. */
export function generatedSecret(seed: string): string {
  return createHash('sha256').update(`secret ${seed}`).digest('base64').slice(0, 40);
}
