/** Status and headers of an answer, as the fronts take them. */
export interface ResponseHead {
  statusCode: number;
  headers: Record<string, string>;
  /** Values of Set-Cookie, one for each cookie. */
  cookies: string[];
}

/** The front frames the answer anew. */
const framing = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

export function responseHead({ status, headers }: Response): ResponseHead {
  const kept = [...headers].filter(([name]) => !framing.has(name) && name !== 'set-cookie');
  return {
    statusCode: status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, inAscii(value)])),
    cookies: headers.getSetCookie(),
  };
}

/** The head of an answer goes as JSON, of which not every front makes the same bytes again. */
function inAscii(value: string): string {
  return value.replace(/[^\t\x20-\x7e]+/g, encodeURIComponent);
}
