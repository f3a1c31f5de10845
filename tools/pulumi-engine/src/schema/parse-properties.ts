/** One line of an interface or a class: the name, whether it may be missing, and its type. */
export interface DeclaredProperty {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
}

/**
 * Properties of what `heading` opens, such as `export interface FunctionArgs {`, or null where the
 * declarations have no such thing. They are generated, so their lines are regular: a member ends
 * with a semicolon on its own level of indentation.
 */
export function parseProperties(declarations: string, heading: string): DeclaredProperty[] | null {
  const start = declarations.indexOf(`${heading}\n`);
  if (start === -1) return null;
  const lineStart = declarations.lastIndexOf('\n', start) + 1;
  const indent = ' '.repeat(declarations.slice(lineStart).search(/\S/));
  const body = declarations.slice(start + heading.length, closing(declarations, { start, indent }));
  const member = new RegExp(
    `^${indent} {4}(?:readonly )?'?([\\w-]+)'?(\\?)?: ([^(].*?);$(?=\\n(?:${indent} {4}[^\\s}]|(?![^])))`,
    'gms',
  );
  return [...`${withoutComments(body)}\n`.matchAll(member)].map(([, name, mark, type]) => ({
    name: name ?? '',
    isOptional: mark !== undefined,
    type: type ?? '',
  }));
}

function closing(declarations: string, { start, indent }: { start: number; indent: string }) {
  return declarations.indexOf(`\n${indent}}`, start);
}

const withoutComments = (text: string): string => text.replaceAll(/^ *\/\*\*[^]*?\*\/\n/gm, '');
