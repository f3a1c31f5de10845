import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';

import { IssuerUnreachable } from './issuer-keys.ts';

/** What came of looking at a token. */
export type TokenCheck =
  | { outcome: 'valid'; claims: JWTPayload }
  | { outcome: 'refused'; fault: TokenFault }
  /** The issuer's keys could not be fetched. */
  | { outcome: 'unknown'; cause: unknown };

/** Why a token is refused; nothing of the token itself. */
export type TokenFault =
  | 'malformed'
  | 'algorithm'
  | 'type'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'early'
  | 'claims';

export type VerifyToken = (token: string) => Promise<TokenCheck>;

export interface TokenRules {
  issuer: string;
  /** A token is for us when its audience is one of these. */
  audiences: readonly string[];
  /** Names of RFC 7518; never `none` or `HS…`, by which a public key would pass as a secret. */
  algorithms?: readonly string[] | undefined;
  /** How far the issuer's clock and ours may be apart. Default 30 seconds. */
  toleranceSeconds?: number | undefined;
  keys: JWTVerifyGetKey;
  /** The present moment. */
  now: () => Date;
}

const asymmetricAlgorithms =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');

/** Of access tokens (RFC 9068), and of those of issuers that say nothing special. */
const types = new Set(['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt']);

/** Makes the check of bearer tokens: JWTs of one issuer, for us, in force, signed with a key of the issuer. */
export function tokenVerifier(rules: TokenRules): VerifyToken {
  const { issuer, audiences, keys, now, toleranceSeconds = 30 } = rules;
  const algorithms = [...(rules.algorithms ?? asymmetricAlgorithms)];

  return async (token) => {
    const { decodeJwt, decodeProtectedHeader, errors } = await import('jose');
    try {
      // What cannot be good must not make us ask the issuer for keys.
      if (decodeJwt(token).iss !== issuer) return refused('issuer');
      const { typ } = decodeProtectedHeader(token);
      if (typ !== undefined && !types.has(typ.toLowerCase())) return refused('type');
    } catch {
      return refused('malformed');
    }
    try {
      const claims = await verified(token, keys, {
        issuer,
        algorithms,
        audience: [...audiences],
        clockTolerance: toleranceSeconds,
        currentDate: now(),
        requiredClaims: ['iss', 'aud', 'exp', 'sub'],
      });
      return { outcome: 'valid', claims };
    } catch (error) {
      if (error instanceof IssuerUnreachable) return { outcome: 'unknown', cause: error.cause };
      if (error instanceof errors.JOSEError) return refused(faultOf(error));
      throw error;
    }
  };
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const { errors, jwtVerify } = await import('jose');
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // The token does not say which of the issuer's keys signed it.
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (keyError) {
        if (!(keyError instanceof errors.JWSSignatureVerificationFailed)) throw keyError;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function refused(fault: TokenFault): TokenCheck {
  return { outcome: 'refused', fault };
}

function faultOf(error: Error & { code: string; claim?: unknown }): TokenFault {
  switch (error.code) {
    case 'ERR_JWT_EXPIRED':
      return 'expired';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return claimFaults[String(error.claim)] ?? 'claims';
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
    case 'ERR_JOSE_NOT_SUPPORTED':
      return 'algorithm';
    case 'ERR_JWKS_NO_MATCHING_KEY':
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'signature';
    default:
      return 'malformed';
  }
}

const claimFaults: Readonly<Record<string, TokenFault>> = {
  aud: 'audience',
  iss: 'issuer',
  nbf: 'early',
};
