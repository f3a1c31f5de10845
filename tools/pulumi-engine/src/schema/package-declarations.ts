import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { parseProperties } from './parse-properties.ts';
import { parseShape } from './parse-shape.ts';
import type { Properties, Shape } from './shape.ts';

/** Reads the declarations of one package of a provider, as the project has it installed. */
export interface PackageDeclarations {
  /** Properties of what the heading opens, or null. */
  properties(file: string, heading: string): Properties | null;
}

/** Null where the project has no such package. */
export function packageDeclarations(
  name: string,
  projectFolder: string,
): PackageDeclarations | null {
  const folder = packageFolder(name, projectFolder);
  if (folder === null) return null;
  const texts = new Map<string, string>();
  const text = (file: string): string => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const path = join(folder, file);
    const read = existsSync(path) ? readFileSync(path, 'utf8') : '';
    texts.set(file, read);
    return read;
  };

  const propertiesOf = (declarations: string, heading: string): Properties | null => {
    const declared = parseProperties(declarations, heading);
    if (declared === null) return null;
    return new Map(
      declared.map(({ name, isOptional, type }) => [
        name,
        {
          isRequired: !isOptional && !type.endsWith('| undefined>'),
          shape: parseShape(type, resolve),
        },
      ]),
    );
  };

  // `inputs.lambda.FunctionEnvironment` is in the namespace lambda of types/input.d.ts.
  function resolve(name: string): Shape {
    const [file = '', ...path] = name.split('.');
    const typeName = path.pop() ?? '';
    if (file === 'enums') return enumeration(join('types/enums', ...path, 'index.d.ts'), typeName);
    const types = text(`types/${file.slice(0, -1)}.d.ts`);
    return { kind: 'object', properties: () => nested(types, { path, typeName }) };
  }

  function nested(types: string, { path, typeName }: { path: string[]; typeName: string }) {
    const namespace = path.length === 0 ? types : namespaceBody(types, path);
    const heading = `${path.length === 0 ? 'export ' : ''}interface ${typeName} {`;
    const properties = propertiesOf(namespace, heading);
    if (properties === null)
      throw new Error(`${name} declares no ${[...path, typeName].join('.')}.`);
    return properties;
  }

  function enumeration(file: string, typeName: string): Shape {
    const members = parseProperties(text(file), `export declare const ${typeName}: {`);
    if (members === null) return { kind: 'any' };
    return { kind: 'enum', values: members.map(({ type }) => JSON.parse(type) as unknown) };
  }

  return { properties: (file, heading) => propertiesOf(text(file), heading) };
}

function packageFolder(name: string, projectFolder: string): string | null {
  try {
    const require = createRequire(join(projectFolder, 'package.json'));
    return dirname(require.resolve(`@pulumi/${name}/package.json`));
  } catch {
    return null;
  }
}

// Namespaces stand beside each other or, two deep, inside of one.
function namespaceBody(types: string, path: readonly string[]): string {
  return path.reduce((body, name) => {
    const start = new RegExp(`^ *(?:export declare )?namespace ${name} \\{`, 'm').exec(body);
    if (start === null) return '';
    const indent = ' '.repeat(start[0].search(/\S/));
    return body.slice(start.index, body.indexOf(`\n${indent}}`, start.index));
  }, types);
}
