/** What a request shows to be let in; never to be logged. */
export interface Credentials {
  /** Of the header `x-api-key`. */
  apiKey: string | null;
  /** Of `Authorization: Bearer …`. */
  bearer: string | null;
}

/** Reads them from the headers: addresses end up in logs, so nothing is taken from there. */
export function credentialsOf({ headers }: Request): Credentials {
  const match = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '');
  return { apiKey: headers.get('x-api-key'), bearer: match?.[1] ?? null };
}
