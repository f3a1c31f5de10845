import { byteLiteral, type ByteLiteral } from './byte-literal.ts';

/** Keys of the log's envelope that the scanner knows; small numbers, so that a set of them is one number. */
export const Key = {
  none: 0,
  timestamp: 1,
  accountId: 2,
  region: 3,
  requestId: 4,
  operation: 5,
  modelId: 6,
  input: 7,
  output: 8,
  identity: 9,
  inferenceRegion: 10,
  errorCode: 11,
  requestMetadata: 12,
  schemaType: 13,
  schemaVersion: 14,
  inputContentType: 15,
  inputBodyJson: 16,
  inputTokenCount: 17,
  cacheReadInputTokenCount: 18,
  cacheWriteInputTokenCount: 19,
  outputContentType: 20,
  outputBodyJson: 21,
  outputTokenCount: 22,
  outputImageWidth: 23,
  outputImageHeight: 24,
  arn: 25,
} as const;

/** Which object of the record is being read. */
export const Level = { record: 0, input: 1, output: 2, identity: 3 } as const;
export type Level = (typeof Level)[keyof typeof Level];

/** A key as it stands in the bytes, quotes and colon included, and sometimes its value as well. */
export interface KeyLiteral extends ByteLiteral {
  readonly key: number;
  readonly includesValue: boolean;
}

/** One entry for each level, in the order of `Level`. */
type ByLevel<T> = readonly [T, T, T, T];

/** The keys of each object, to be found in bytes. */
export interface EnvelopeKeys {
  /** Every key of a level in every way it is usually written; what says more comes first. */
  literals: ByLevel<readonly KeyLiteral[]>;
  /** The names alone, in quotes. */
  names: ByLevel<readonly ByteLiteral[]>;
}

/** Values that nearly every record has: read together with their key. */
const usualValues: ReadonlyMap<number, string> = new Map([
  [Key.inputContentType, '"application/json"'],
  [Key.outputContentType, '"application/json"'],
  [Key.schemaType, '"ModelInvocationLog"'],
  [Key.schemaVersion, '"1.0"'],
]);

export function createEnvelopeKeys(): EnvelopeKeys {
  return {
    literals: forEachLevel((own) => own.flatMap(([name, key]) => keyLiterals(name, key))),
    names: forEachLevel((own) => own.map(([name]) => byteLiteral(`"${name}"`))),
  };
}

type NamedKey = readonly [name: string, key: number];

const keys: readonly NamedKey[] = Object.entries(Key);

function forEachLevel<T>(make: (own: readonly NamedKey[]) => T): ByLevel<T> {
  return [
    make(keys.slice(Key.timestamp, Key.inputContentType)),
    make(keys.slice(Key.inputContentType, Key.outputContentType)),
    make(keys.slice(Key.outputContentType, Key.arn)),
    make(keys.slice(Key.arn)),
  ];
}

/** The forms a key has in logs: as AWS writes it, and with a space as other tools do. */
function keyLiterals(name: string, key: number): KeyLiteral[] {
  const value = usualValues.get(key);
  const keys = [`"${name}": `, `"${name}":`];
  const withValues = value === undefined ? [] : keys.map((text) => text + value);
  return [
    ...withValues.map((text) => ({ ...byteLiteral(text), key, includesValue: true })),
    ...keys.map((text) => ({ ...byteLiteral(text), key, includesValue: false })),
  ];
}
