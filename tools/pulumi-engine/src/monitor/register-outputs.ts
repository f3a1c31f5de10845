import type { RegisterResourceOutputsRequest } from '@pulumi/pulumi/proto/resource_pb.js';

import { type Deployment, fail } from '../deployment.ts';
import { isStack } from '../urn.ts';
import { fromStruct } from './struct.ts';

/** What a component, or the stack itself, has to show at its end. */
export function registerOutputs(
  deployment: Deployment,
  request: RegisterResourceOutputsRequest,
): void {
  const urn = request.getUrn();
  const resource = deployment.resources.get(urn);
  const outputs = fromStruct(request.getOutputs());
  if (resource === undefined) {
    fail(deployment, `Outputs came for ${urn}, which was never registered.`, urn);
    return;
  }
  deployment.resources.set(urn, { ...resource, outputs });
  if (isStack(resource.type)) deployment.outputs = outputs;
}
