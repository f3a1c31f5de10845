import type { ServerResponse } from 'node:http';

/** An answer that is known whole. */
export interface Answer {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: string | Buffer;
}

/** Answers as the doors of AWS do for themselves: an object as JSON. */
export function jsonAnswer(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: [['Content-Type', 'application/json'], ...Object.entries(headers)],
    body: JSON.stringify(body),
  };
}

export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const hasLength = headers.some(([name]) => name.toLowerCase() === 'content-length');
  response.writeHead(status, [
    ...headers.flat(),
    ...(hasLength ? [] : ['Content-Length', String(Buffer.byteLength(body))]),
  ]);
  response.end(body);
}
