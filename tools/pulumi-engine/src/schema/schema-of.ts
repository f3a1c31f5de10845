import { packageDeclarations, type PackageDeclarations } from './package-declarations.ts';
import type { Schema } from './shape.ts';

const packages = new Map<string, PackageDeclarations | null>();
const schemas = new Map<string, Schema | null>();

/**
 * What the SDK's declarations say about a type, such as `aws:lambda/function:Function`; null for
 * packages that the project has not installed and for providers, whose inputs travel as text.
 * The schema of a provider is not in its npm package: the declarations are generated from it.
 */
export function schemaOf(type: string, projectFolder: string): Schema | null {
  const key = `${projectFolder}\n${type}`;
  const known = schemas.get(key);
  if (known !== undefined) return known;
  const schema = readSchema(type, projectFolder);
  schemas.set(key, schema);
  return schema;
}

function readSchema(type: string, projectFolder: string): Schema | null {
  const [packageName = '', location = '', className = ''] = type.split(':');
  if (packageName === 'pulumi') return null;
  const declarations = declarationsOf(packageName, projectFolder);
  if (declarations === null) return null;
  const file = declarationFile(location, className);
  const inputs = declarations.properties(file, `export interface ${className}Args {`);
  const outputs = declarations.properties(
    file,
    `export declare class ${className} extends pulumi.CustomResource {`,
  );
  if (inputs === null || outputs === null) {
    throw new Error(`@pulumi/${packageName} declares no ${className} in ${file}.`);
  }
  return { inputs, outputs };
}

function declarationsOf(name: string, projectFolder: string): PackageDeclarations | null {
  const key = `${projectFolder}\n${name}`;
  const known = packages.get(key);
  if (known !== undefined) return known;
  const declarations = packageDeclarations(name, projectFolder);
  packages.set(key, declarations);
  return declarations;
}

// `lambda/function` is a file; `index` alone is the root, where files are named after the class.
function declarationFile(location: string, className: string): string {
  const [folder = '', file = className.charAt(0).toLowerCase() + className.slice(1)] =
    location.split('/');
  return folder === 'index' ? `${file}.d.ts` : `${folder}/${file}.d.ts`;
}
