import { timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Service } from '../services/service.ts';
import { awsRegions } from '../state/aws-regions.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { findKey } from '../state/find-key.ts';
import type { KnownKey } from '../state/find-key.ts';
import type { Principal } from '../state/principal.ts';
import { regionOf } from '../state/region-of.ts';
import { commonError } from './common-error.ts';
import { parseAuthorization } from './parse-authorization.ts';
import type { Authorization } from './parse-authorization.ts';
import type { RawRequest } from './raw-request.ts';

const DATE_TOLERANCE_MS = 5 * 60_000;

export interface SignedBy {
  principal: Principal;
  region: string;
}

export interface SignatureCheck {
  request: RawRequest;
  service: Service;
  state: EmulatorState;
  /** The system's clock, which the client signs by. */
  signedBeforeMs: number;
  /** The emulator's clock, by which sessions expire. */
  nowMs: number;
}

/** Who signed the request and for which region; throws what AWS answers to a signature it refuses. */
export async function verifySignature(check: SignatureCheck): Promise<SignedBy> {
  const { request, service, state } = check;
  const { protocol } = service;
  const header = request.headers['authorization'];
  if (header === undefined) {
    throw commonError(protocol, 'missingToken', 'Missing Authentication Token');
  }
  const authorization = parseAuthorization(header);
  const signedAt = request.headers['x-amz-date'];
  if (authorization === null || signedAt === undefined) {
    throw commonError(
      protocol,
      'incompleteSignature',
      "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, and existence of an 'X-Amz-Date' header.",
    );
  }
  const key = findKey(state, authorization.accessKeyId);
  const token = request.headers['x-amz-security-token'] ?? null;
  if (key === undefined || key.sessionToken !== token) throw unknownKey(service);
  checkScope(service, authorization);
  if (!regionOf(state, key.principal.accountId, authorization.region).enabled) {
    throw unknownKey(service);
  }
  checkDate(check, { signedAt, authorization });
  const expected = await signatureOf({ request, authorization, signedAt, key });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature))) {
    throw commonError(
      protocol,
      'wrongSignature',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  if (key.expiresAtMs <= check.nowMs) {
    throw commonError(
      protocol,
      'expiredToken',
      'The security token included in the request is expired',
    );
  }
  return { principal: key.principal, region: authorization.region };
}

function unknownKey(service: Service): Error {
  return commonError(
    service.protocol,
    'unknownKey',
    'The security token included in the request is invalid.',
  );
}

function checkScope(service: Service, { region, service: scopedTo }: Authorization): void {
  const wrong = (message: string) => commonError(service.protocol, 'wrongSignature', message);
  if (scopedTo !== service.name) {
    throw wrong(`Credential should be scoped to correct service: '${service.name}'. `);
  }
  if (awsRegions[region] === undefined || (service.region ?? region) !== region) {
    throw wrong(`Credential should be scoped to a valid region, not '${region}'. `);
  }
}

function checkDate(
  check: SignatureCheck,
  { signedAt, authorization }: { signedAt: string; authorization: Authorization },
): void {
  const signedMs = dateOf(signedAt).getTime();
  const wrong = (message: string) => commonError(check.service.protocol, 'wrongSignature', message);
  if (!signedAt.startsWith(authorization.date)) {
    throw wrong(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.date}' != '${signedAt.slice(0, 8)}', from '${signedAt}'.`,
    );
  }
  const serverDate = basicDate(check.signedBeforeMs);
  if (signedMs < check.signedBeforeMs - DATE_TOLERANCE_MS) {
    throw wrong(
      `Signature expired: ${signedAt} is now earlier than ${basicDate(check.signedBeforeMs - DATE_TOLERANCE_MS)} (${serverDate} - 5 min.)`,
    );
  }
  if (signedMs > check.signedBeforeMs + DATE_TOLERANCE_MS) {
    throw wrong(
      `Signature not yet current: ${signedAt} is still later than ${basicDate(check.signedBeforeMs + DATE_TOLERANCE_MS)} (${serverDate} + 5 min.)`,
    );
  }
}

/** `20260322T101500Z` */
function basicDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}

function dateOf(basic: string): Date {
  const [, day = '', time = ''] = /^(\d{8})T(\d{6})Z$/u.exec(basic) ?? [];
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  return new Date(`${date}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
}

interface SignAgain {
  request: RawRequest;
  authorization: Authorization;
  signedAt: string;
  key: KnownKey;
}

/** Signs what came once more, with the secret that belongs to the key. */
async function signatureOf({ request, authorization, signedAt, key }: SignAgain): Promise<string> {
  const signed = new Set(authorization.signedHeaders);
  const headers: Record<string, string> = {};
  for (const name of signed) headers[name] = request.headers[name] ?? '';
  if (signed.has('x-amz-content-sha256')) {
    // Hashed here: the header would be believed, whatever the body is.
    const hash = new Sha256();
    hash.update(request.body);
    headers['x-amz-content-sha256'] = Buffer.from(hash.digestSync()).toString('hex');
  }
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: authorization.accessKeyId,
      secretAccessKey: key.secretAccessKey,
    },
    region: authorization.region,
    service: authorization.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const query: Record<string, string[]> = {};
  for (const name of request.query.keys()) query[name] = request.query.getAll(name);
  const again = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: 'localhost',
      path: request.path,
      query,
      headers,
      body: request.body,
    },
    { signingDate: dateOf(signedAt), signableHeaders: signed },
  );
  return parseAuthorization(again.headers['authorization'] ?? '')?.signature ?? '';
}
