import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';

import type { Deployment } from '../deployment.ts';
import type { RegisteredResource } from '../registered-resource.ts';
import { createUrn } from '../urn.ts';
import { fromStruct } from './struct.ts';

/** All that a request says, before anybody makes the resource. */
export function requestToResource(
  { stack, project }: Deployment,
  request: RegisterResourceRequest,
): RegisteredResource {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  const timeouts = request.getCustomtimeouts();
  return {
    type,
    name,
    urn: createUrn({ stack, project, parent, type, name }),
    id: '',
    parent: orNull(parent),
    isCustom: request.getCustom(),
    isRead: false,
    inputs: fromStruct(request.getObject()),
    outputs: {},
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependencies(request),
    protect: request.getProtect() === true,
    retainOnDelete: request.getRetainondelete() === true,
    deletedWith: orNull(request.getDeletedwith()),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().map((alias) => alias.toObject()),
    importId: orNull(request.getImportid()),
    customTimeouts: {
      create: timeouts?.getCreate() ?? '',
      update: timeouts?.getUpdate() ?? '',
      delete: timeouts?.getDelete() ?? '',
    },
    provider: orNull(request.getProvider()),
    providers: Object.fromEntries(request.getProvidersMap().entries()),
    version: request.getVersion(),
  };
}

function propertyDependencies(request: RegisterResourceRequest): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [property, dependencies] of request.getPropertydependenciesMap().entries()) {
    const urns = dependencies.getUrnsList();
    if (urns.length > 0) found[property] = urns;
  }
  return found;
}

const orNull = (text: string): string | null => (text === '' ? null : text);
