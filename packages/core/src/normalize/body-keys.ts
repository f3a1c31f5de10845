/** What a body holds that the envelope may leave open, as bits of one number. */
export const BodyHint = { cacheCount: 1, cacheLifetime: 2, serviceTier: 4, escapedKey: 8 } as const;

const hintOfName: ReadonlyMap<string, number> = new Map([
  ['serviceTier', BodyHint.serviceTier],
  ['service_tier', BodyHint.serviceTier],
  ['cacheDetails', BodyHint.cacheLifetime],
  ['cache_creation', BodyHint.cacheLifetime],
  ['cacheReadInputTokens', BodyHint.cacheCount],
  ['cacheReadInputTokenCount', BodyHint.cacheCount],
  ['cache_read_input_tokens', BodyHint.cacheCount],
  ['cached_tokens', BodyHint.cacheCount],
  ['cacheWriteInputTokens', BodyHint.cacheCount],
  ['cacheWriteInputTokenCount', BodyHint.cacheCount],
  ['cache_creation_input_tokens', BodyHint.cacheCount],
]);

interface Name {
  bytes: Uint8Array;
  hint: number;
}

const byLength: (Name[] | undefined)[] = [];
for (const [name, hint] of hintOfName) {
  (byLength[name.length] ??= []).push({ bytes: new TextEncoder().encode(name), hint });
}

/** 1 at the length of each key that hints at something. */
export const bodyKeyLengths: Uint8Array = Uint8Array.from(byLength, (names) =>
  names === undefined ? 0 : 1,
);

const backslash = 0x5c;
// The longest name with each of its characters written as \u0000.
const longestEscapedName = 27 * 6;

/** What the key in `[start, end)` of a response body hints at; 0 for most. */
export function bodyHint(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length <= longestEscapedName) {
    for (let index = start; index < end; index++) {
      if (bytes[index] === backslash) return BodyHint.escapedKey;
    }
  }
  const names = byLength[length];
  if (names === undefined) return 0;
  for (const { bytes: name, hint } of names) {
    if (!startsWith(bytes, start, name)) continue;
    // A count of 0 is what its absence means as well.
    return hint === BodyHint.cacheCount && isZeroNext(bytes, end + 1) ? 0 : hint;
  }
  return 0;
}

function startsWith(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let index = 0; index < name.length; index++) {
    if (bytes[start + index] !== name[index]) return false;
  }
  return true;
}

/** True for `:0` and the end of the value. */
function isZeroNext(bytes: Uint8Array, start: number): boolean {
  if (bytes[start] !== 0x3a || bytes[start + 1] !== 0x30) return false;
  const after = bytes[start + 2];
  return after === 0x2c || after === 0x7d;
}
