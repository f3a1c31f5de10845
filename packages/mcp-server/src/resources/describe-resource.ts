import type { Icon } from '../content.ts';
import type { ResourceDefinition, ResourceTemplateDefinition } from './resource.ts';

interface Described {
  name: string;
  title: string;
  description: string;
  mimeType: string;
  icons?: Icon[];
  _meta?: Record<string, unknown>;
}

/** A resource as `resources/list` shows it. */
export interface ResourceDescription extends Described {
  uri: string;
}

/** A template as `resources/templates/list` shows it. */
export interface TemplateDescription extends Described {
  uriTemplate: string;
}

export function describeResource(definition: ResourceDefinition): ResourceDescription {
  return { uri: definition.uri, ...described(definition) };
}

export function describeTemplate(definition: ResourceTemplateDefinition): TemplateDescription {
  return { uriTemplate: definition.uriTemplate, ...described(definition) };
}

function described(definition: ResourceDefinition | ResourceTemplateDefinition): Described {
  const { name, title, description, mimeType, icons, meta } = definition;
  return {
    name,
    title,
    description,
    mimeType,
    ...(icons !== undefined && { icons: [...icons] }),
    ...(meta !== undefined && { _meta: { ...meta } }),
  };
}
