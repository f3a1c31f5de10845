import { SpendError } from '../errors.ts';
import type { Position } from './invocation-order.ts';

/** Where a page of a list begins: behind so many calls of this position. */
export interface ListCursor {
  position: Position;
  /** Calls of exactly this position that were shown already. */
  shown: number;
}

const version = 1;

/** The cursor as a text that is good for one question; it holds all that is needed to go on. */
export function writeCursor({ position, shown }: ListCursor, question: string): string {
  const { rank, timestampMs, requestId } = position;
  const fields = [
    version,
    question,
    rank.toString(16),
    timestampMs,
    requestId,
    position.tie(),
    shown,
  ];
  return toBase64Url(JSON.stringify(fields));
}

/**
 * Reads a cursor back.
 *
 * @throws SpendError `INVALID_QUERY` for a text that is no cursor, or one of another question.
 */
export function readCursor(text: string, question: string): ListCursor {
  const fields = fieldsOf(text);
  if (fields === null) {
    throw new SpendError(
      'INVALID_QUERY',
      'The cursor is damaged: give the one of the last answer as it is, or none to begin anew.',
    );
  }
  if (fields[1] !== question) {
    throw new SpendError(
      'INVALID_QUERY',
      'The cursor belongs to another question or another day: ask with the same window, filters and order as before, or without a cursor to begin anew.',
    );
  }
  const [, , rank, timestampMs, requestId, tie, shown] = fields;
  return {
    position: { rank: BigInt(`0x${rank}`), timestampMs, requestId, tie: () => tie },
    shown,
  };
}

type Fields = readonly [number, string, string, number, string, string, number];

const hexadecimal = /^[0-9a-f]{1,64}$/;
const longest = 2000;

function fieldsOf(text: string): Fields | null {
  if (text.length > longest) return null;
  const fields = parsed(text);
  if (!Array.isArray(fields) || fields.length !== 7 || fields[0] !== version) return null;
  const [, question, rank, timestampMs, requestId, tie, shown] = fields as unknown[];
  const isCursor =
    typeof question === 'string' &&
    typeof rank === 'string' &&
    hexadecimal.test(rank) &&
    Number.isSafeInteger(timestampMs) &&
    typeof requestId === 'string' &&
    typeof tie === 'string' &&
    Number.isSafeInteger(shown) &&
    (shown as number) > 0;
  return isCursor ? (fields as unknown as Fields) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(fromBase64Url(text));
  } catch {
    return null;
  }
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
