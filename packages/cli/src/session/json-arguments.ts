import { SessionError } from './session-error.ts';

/** `NAME {"key": "value"}` taken apart; the JSON may stand in single quotes, as for a shell. */
export function nameAndJson(
  rest: string,
  usage: string,
): { name: string; json: Record<string, unknown> } {
  const [, name, text = ''] = /^(\S+)\s*([^]*)$/.exec(rest) ?? [];
  if (name === undefined) throw new SessionError(`A name is missing: ${usage}`);
  return { name, json: text === '' ? {} : jsonObject(text.replace(/^'([^]*)'$/, '$1'), usage) };
}

function jsonObject(text: string, usage: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = error as SyntaxError;
    throw new SessionError(`The arguments are not JSON (${message}): ${usage}`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new SessionError(`The arguments must be a JSON object, such as {"name": "Ada"}: ${usage}`);
}
