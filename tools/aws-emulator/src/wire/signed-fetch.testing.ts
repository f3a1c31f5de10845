import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

export interface WireRequest {
  /** As in the scope of the signature. */
  service: string;
  region?: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  method?: string;
  /** Percent-encoded. */
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Signs a request and sends it with nothing of the AWS SDK in between. */
export async function signedFetch(url: string, request: WireRequest): Promise<WireAnswer> {
  const { hostname, host, protocol } = new URL(url);
  const { service, credentials, region = 'us-east-1', method = 'POST', path = '/' } = request;
  const { query = {}, headers = {}, body } = request;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method,
    protocol,
    hostname,
    path,
    query,
    headers: { ...headers, host },
    body,
  });
  const search = new URLSearchParams(query).toString();
  const { host: _, ...sent } = signed.headers;
  const response = await fetch(`${url}${path}${search === '' ? '' : `?${search}`}`, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** A call in the AWS JSON 1.1 protocol. */
export function jsonCall(
  url: string,
  call: Omit<WireRequest, 'body' | 'headers'> & { target: string; input: object },
): Promise<WireAnswer> {
  const { target, input, ...request } = call;
  return signedFetch(url, {
    ...request,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(input),
  });
}
