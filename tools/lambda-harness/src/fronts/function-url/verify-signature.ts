import type { IncomingHttpHeaders } from 'node:http';

import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

import type { IncomingRequest } from '../incoming-request.ts';

/** Somebody who may call the function. */
export interface IamCaller {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of temporary credentials. */
  sessionToken?: string;
  /** `arn:aws:iam::123456789012:user/Alice` */
  userArn: string;
  /** `AIDA...`, or `AROA...:session` of a role. */
  userId: string;
}

export interface SignatureCheck {
  request: IncomingRequest;
  /** As sent, Host among them. */
  headers: IncomingHttpHeaders;
  callers: readonly IamCaller[];
  region: string;
}

interface Authorization {
  accessKeyId: string;
  scope: string;
  signedHeaders: string[];
  signature: string;
}

const toleranceMs = 5 * 60_000;

/**
 * Finds who signed a request by Signature Version 4 for the service `lambda`; null when nobody who is
 * known did, or it is not the request that was signed, or it was not signed just now.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verifySignature(check: SignatureCheck): Promise<IamCaller | null> {
  const { headers, callers, region, request } = check;
  const authorization = parseAuthorization(headers.authorization ?? '');
  const signedAt = dateOf(String(headers['x-amz-date'] ?? ''));
  const caller = callers.find((each) => each.accessKeyId === authorization?.accessKeyId);
  if (authorization === null || signedAt === null || caller === undefined) return null;
  const isFresh = Math.abs(signedAt.getTime() - request.timeMs) <= toleranceMs;
  const day = signedAt.toISOString().slice(0, 10).replaceAll('-', '');
  const isInScope = authorization.scope === `${day}/${region}/lambda/aws4_request`;
  const token = headers['x-amz-security-token'];
  if (!isFresh || !isInScope || caller.sessionToken !== token) return null;
  if (!authorization.signedHeaders.includes('host')) return null;
  const expected = await signAgain(check, { authorization, signedAt, caller });
  return expected === authorization.signature ? caller : null;
}

function parseAuthorization(header: string): Authorization | null {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([\da-f]+)$/u.exec(
      header,
    );
  const [, accessKeyId, scope, signedHeaders, signature] = found ?? [];
  return accessKeyId && scope && signedHeaders && signature
    ? { accessKeyId, scope, signedHeaders: signedHeaders.split(';'), signature }
    : null;
}

function dateOf(basic: string): Date | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(basic) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

interface Signed {
  authorization: Authorization;
  signedAt: Date;
  caller: IamCaller;
}

/** Signs what came once more, with the secret that belongs to the key. */
async function signAgain(
  { request, headers, region }: SignatureCheck,
  { authorization, signedAt, caller }: Signed,
): Promise<string | null> {
  const signedHeaders = new Set(authorization.signedHeaders);
  const values: Record<string, string> = {};
  for (const name of signedHeaders) values[name] = String(headers[name] ?? '');
  if (signedHeaders.has('x-amz-content-sha256')) {
    // Hashed here: the header would be believed, whatever the body is.
    values['x-amz-content-sha256'] = await sha256(request.body);
  }
  const { accessKeyId, secretAccessKey } = caller;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service: 'lambda',
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: 'unused',
      path: request.path,
      query: queryOf(request.query),
      headers: values,
      body: request.body,
    },
    { signingDate: signedAt, signableHeaders: signedHeaders },
  );
  return parseAuthorization(again.headers['authorization'] ?? '')?.signature ?? null;
}

async function sha256(body: Buffer): Promise<string> {
  const hash = new Sha256();
  hash.update(body);
  return Buffer.from(await hash.digest()).toString('hex');
}

function queryOf(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
}
