const rootType = 'pulumi:pulumi:Stack';

export const isStack = (type: string): boolean => type === rootType;

/** As the engine makes them: a child's type is qualified by the types of its parents. */
export function createUrn(options: {
  stack: string;
  project: string;
  parent: string;
  type: string;
  name: string;
}): string {
  const { stack, project, parent, type, name } = options;
  return `urn:pulumi:${stack}::${project}::${qualifier(parent)}${type}::${name}`;
}

function qualifier(parent: string): string {
  const parentType = parent.split('::')[2] ?? '';
  return parentType === '' || isStack(parentType) ? '' : `${parentType}$`;
}
