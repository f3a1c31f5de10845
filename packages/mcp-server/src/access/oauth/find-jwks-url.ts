import { isSafeUrl } from '../is-safe-url.ts';
import { fetchJson } from './fetch-json.ts';

/**
 * Asks an issuer where its keys are, at the places of RFC 8414 and OpenID Connect Discovery; rejects
 * where none of them tells.
 */
export async function findJwksUrl(issuer: string, fetchNow: typeof fetch): Promise<URL> {
  for (const place of metadataPlaces(issuer)) {
    const metadata = await fetchJson(place, fetchNow);
    // RFC 8414, 3.3: metadata that names another issuer must not be used.
    if (!isRecord(metadata) || metadata['issuer'] !== issuer) continue;
    const { jwks_uri: url } = metadata;
    if (typeof url === 'string' && isSafeUrl(url)) return new URL(url);
  }
  throw new Error('The issuer publishes no metadata that names it and its keys.');
}

function metadataPlaces(issuer: string): URL[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  return [...new Set(places)].map((place) => new URL(place));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
