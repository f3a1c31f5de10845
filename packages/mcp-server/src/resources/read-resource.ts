import type { CallContext } from '../call-context.ts';
import type { ReadResource } from '../catalog/catalog.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import { matchTemplate } from './match-template.ts';
import type { ResourceDefinition, ResourceTemplateDefinition } from './resource.ts';

/** The longest address that is repeated to who asked for it. */
const maxUriLength = 2048;

export interface Resources {
  resources: readonly ResourceDefinition[];
  resourceTemplates: readonly ResourceTemplateDefinition[];
}

/**
 * Reads the resource of this address.
 *
 * @throws NotOfferedError when there is none; SpendError for what its variables say.
 */
export async function readResource(
  offered: Resources,
  uri: string,
  context: CallContext,
): Promise<ReadResource> {
  const { freshMs = 0, read } = findResource(offered, uri);
  return { contents: [await read(context)], freshMs };
}

/**
 * The resource of this address, to be read.
 *
 * @throws NotOfferedError when there is none.
 */
export function findResource(
  { resources, resourceTemplates }: Resources,
  uri: string,
): Pick<ResourceDefinition, 'freshMs' | 'read'> {
  const resource = resources.find((known) => known.uri === uri);
  if (resource !== undefined) return resource;
  for (const template of resourceTemplates) {
    const variables = matchTemplate(template.uriTemplate, uri);
    if (variables !== null) {
      const { freshMs } = template;
      return { freshMs, read: (context) => template.read(variables, uri, context) };
    }
  }
  throw new NotOfferedError(
    'resource',
    `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`,
    { uri: uri.slice(0, maxUriLength) },
  );
}
