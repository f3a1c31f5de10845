import type { RenderedAnswer } from '../service.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An answer as the AWS Query protocol writes it: members of an object become elements. */
export function renderAnswer(
  operation: string,
  output: unknown,
  requestId: string,
): RenderedAnswer {
  const body = element(`${operation}Response`, {
    [`${operation}Result`]: output,
    ResponseMetadata: { RequestId: requestId },
  });
  const open = `<${operation}Response`;
  return {
    contentType: 'text/xml',
    body: `${open} xmlns="${namespace}"${body.slice(open.length)}\n`,
  };
}

function element(name: string, value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) {
    return `${indent}<${name}>${escape(String(value))}</${name}>`;
  }
  const members = Object.entries(value).map(([key, member]) => element(key, member, `${indent}  `));
  return [`${indent}<${name}>`, ...members, `${indent}</${name}>`].join('\n');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => escapes[character] ?? character);
}
