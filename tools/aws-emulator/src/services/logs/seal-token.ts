import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { invalidParameter } from './refusals.ts';

/** Makes page tokens that only it can read, that grow old, and that fit one request. */
export interface TokenSealer {
  seal(content: SealedContent): string;
  /** Throws InvalidParameterException for a token that is foreign, old, or another request's. */
  open(token: string, expected: { boundTo: unknown; nowMs: number }): unknown;
}

export interface SealedContent {
  position: unknown;
  /** What has to be equal when the token comes back. */
  boundTo: unknown;
  expiresAtMs: number;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createTokenSealer(key: Buffer = randomBytes(32)): TokenSealer {
  return {
    seal({ position, boundTo, expiresAtMs }) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = JSON.stringify({ position, expiresAtMs, boundTo: fingerprint(boundTo) });
      const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(token, { boundTo, nowMs }) {
      const content = unseal(token, key);
      const fits =
        content !== null && content.expiresAtMs > nowMs && content.boundTo === fingerprint(boundTo);
      if (!fits) throw invalidParameter('The specified nextToken is invalid.');
      return content.position;
    },
  };
}

function unseal(
  token: string,
  key: Buffer,
): { position: unknown; expiresAtMs: number; boundTo: string } | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text = Buffer.concat([
      decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
    return JSON.parse(text.toString('utf8')) as ReturnType<typeof unseal>;
  } catch {
    return null;
  }
}

function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url');
}
