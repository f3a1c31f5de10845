/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Random {
  /** At least 0, below 1. */
  fraction(): number;
  /** At least `low`, at most `high`. */
  integer(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A whole number whose logarithm is normally distributed, as token counts and prompt lengths are. */
  logNormal(shape: LogNormal): number;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** An identifier of the form that AWS gives requests. */
  uuid(): string;
}

export interface LogNormal {
  median: number;
  /** Standard deviation of the natural logarithm: 0.5 keeps two thirds within a factor of 1.65. */
  sigma: number;
  atMost?: number;
}

/**
 * A generator for one purpose: the same seed and purpose give the same numbers, and what one purpose
 * uses up does not move another.
 *
 * The algorithm (sfc32) is written out here because the committed sample must not change when a
 * library does.
 */
export function createRandom(seed: number, purpose: string): Random {
  const next = sfc32(seed, purpose);
  const fraction = () => next() / 2 ** 32;
  const integer = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick: (items) => {
      const item = items[Math.floor(fraction() * items.length)];
      if (item === undefined) throw new RangeError('Nothing to pick from.');
      return item;
    },
    logNormal: ({ median, sigma, atMost = Number.MAX_SAFE_INTEGER }) => {
      const normal = Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
      return Math.min(atMost, Math.max(1, Math.round(median * Math.exp(sigma * normal))));
    },
    hex,
    uuid: () => {
      const digits = hex(32);
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
  };
}

/** Chris Doty-Humphrey's small fast counting generator, 32 bits at a time. */
function sfc32(seed: number, purpose: string): () => number {
  let a = seed | 0;
  let b = hashOf(purpose);
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first numbers still resemble the seed.
  for (let round = 0; round < 16; round++) next();
  return next;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
