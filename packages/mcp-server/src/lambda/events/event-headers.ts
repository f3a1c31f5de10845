type Single = Readonly<Record<string, string | undefined>>;
type Lists = Readonly<Record<string, readonly string[] | undefined>>;

/** Headers of an event: of those that came as lists and singly, the lists have all values. */
export function eventHeaders(single: Single | null | undefined, lists?: Lists | null): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(lists ?? {})) {
    for (const value of values ?? []) headers.append(name, bytesOf(value));
  }
  for (const [name, value] of Object.entries(single ?? {})) {
    if (value !== undefined && !headers.has(name)) headers.set(name, bytesOf(value));
  }
  return headers;
}

/** One character a byte, as HTTP has it and a server of Node's reads it: events hold decoded text. */
function bytesOf(value: string): string {
  return /[\u0100-\uffff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}
