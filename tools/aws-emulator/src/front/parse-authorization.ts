/** What the `Authorization` header of Signature Version 4 holds. */
export interface Authorization {
  accessKeyId: string;
  /** `YYYYMMDD` */
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

const HEADER =
  /^AWS4-HMAC-SHA256 +Credential=(?<scope>[^, ]+), *SignedHeaders=(?<names>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})$/u;

/** Null when the header does not have the form that AWS documents. */
export function parseAuthorization(header: string): Authorization | null {
  const groups = HEADER.exec(header)?.groups;
  const scope = groups?.['scope']?.split('/') ?? [];
  const [accessKeyId, date, region, service, ending] = scope;
  if (scope.length !== 5 || ending !== 'aws4_request') return null;
  if (!accessKeyId || !date || !region || !service) return null;
  const signedHeaders = (groups?.['names'] ?? '').split(';');
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders,
    signature: groups?.['signature'] ?? '',
  };
}
