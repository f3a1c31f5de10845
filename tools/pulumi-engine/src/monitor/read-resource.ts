import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type {
  ReadResourceRequest,
  ReadResourceResponse,
} from '@pulumi/pulumi/proto/resource_pb.js';

import { type Deployment, fail } from '../deployment.ts';
import { makeResource } from '../making/make-resource.ts';
import type { RegisteredResource } from '../registered-resource.ts';
import { createUrn } from '../urn.ts';
import { fromStruct, toStruct } from './struct.ts';

/** `Type.get(name, id)`: the model shows what a resource of that id looks like. */
export async function readResource(
  deployment: Deployment,
  request: ReadResourceRequest,
): Promise<ReadResourceResponse> {
  const resource = readToResource(deployment, request);
  try {
    const { outputs } = await makeResource(deployment, resource);
    deployment.resources.set(resource.urn, { ...resource, outputs });
    return new messages.ReadResourceResponse()
      .setUrn(resource.urn)
      .setProperties(toStruct(outputs));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail(deployment, `${resource.type} ${resource.name}: ${reason}`, resource.urn);
    throw error;
  }
}

function readToResource(
  { stack, project }: Deployment,
  request: ReadResourceRequest,
): RegisteredResource {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  return {
    type,
    name,
    urn: createUrn({ stack, project, parent, type, name }),
    id: request.getId(),
    parent: parent === '' ? null : parent,
    isCustom: true,
    isRead: true,
    inputs: fromStruct(request.getProperties()),
    outputs: {},
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    deletedWith: null,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [],
    importId: null,
    customTimeouts: { create: '', update: '', delete: '' },
    provider: request.getProvider() === '' ? null : request.getProvider(),
    providers: {},
    version: request.getVersion(),
  };
}
