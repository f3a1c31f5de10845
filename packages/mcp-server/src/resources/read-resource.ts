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
  { resources, resourceTemplates }: Resources,
  uri: string,
  context: CallContext,
): Promise<ReadResource> {
  const resource = resources.find((known) => known.uri === uri);
  if (resource !== undefined) {
    return { contents: [await resource.read(context)], freshMs: resource.freshMs ?? 0 };
  }
  for (const template of resourceTemplates) {
    const variables = matchTemplate(template.uriTemplate, uri);
    if (variables !== null) {
      const contents = await template.read(variables, uri, context);
      return { contents: [contents], freshMs: template.freshMs ?? 0 };
    }
  }
  throw new NotOfferedError(
    'resource',
    `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`,
    { uri: uri.slice(0, maxUriLength) },
  );
}
