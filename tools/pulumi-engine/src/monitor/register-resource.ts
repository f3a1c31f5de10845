import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
} from '@pulumi/pulumi/proto/resource_pb.js';

import { type Deployment, fail } from '../deployment.ts';
import { makeResource } from '../making/make-resource.ts';
import { requestToResource } from './request-to-resource.ts';
import { toStruct } from './struct.ts';

/** Notes the resource, has it made by its model, and answers with its id and outputs. */
export async function registerResource(
  deployment: Deployment,
  request: RegisterResourceRequest,
): Promise<RegisterResourceResponse> {
  const resource = requestToResource(deployment, request);
  const { urn } = resource;
  if (deployment.resources.has(urn)) {
    fail(deployment, `Two resources are called ${urn}; give one of them another name.`, urn);
    return failed(urn);
  }
  deployment.resources.set(urn, resource);
  if (!resource.isCustom) return new messages.RegisterResourceResponse().setUrn(urn);

  try {
    const made = await makeResource(deployment, resource);
    deployment.resources.set(urn, { ...resource, ...made });
    return new messages.RegisterResourceResponse()
      .setUrn(urn)
      .setId(made.id)
      .setObject(toStruct(made.outputs));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail(deployment, `${resource.type} ${resource.name}: ${reason}`, urn);
    return failed(urn);
  }
}

const failed = (urn: string): RegisterResourceResponse =>
  new messages.RegisterResourceResponse().setUrn(urn).setResult(messages.Result.FAIL);
