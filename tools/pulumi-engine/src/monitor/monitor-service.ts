import monitor from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from '@pulumi/pulumi/proto/resource_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';

import type { Deployment } from '../deployment.ts';
import { deploymentInfo } from './deployment-info.ts';
import { invokeFunction } from './invoke-function.ts';
import { readResource } from './read-resource.ts';
import { registerOutputs } from './register-outputs.ts';
import { registerResource } from './register-resource.ts';
import type { Service } from './start-server.ts';

/** The service that a program registers its resources with. */
export function monitorService(deployment: Deployment): Service {
  return {
    definition: monitor.ResourceMonitorService,
    answers: {
      getDeploymentInfo: () => deploymentInfo(deployment),
      // Only asked of monitors that know no getDeploymentInfo.
      supportsFeature: (_request: SupportsFeatureRequest) =>
        new messages.SupportsFeatureResponse().setHassupport(false),
      registerResource: (request: RegisterResourceRequest) => registerResource(deployment, request),
      registerResourceOutputs: (request: RegisterResourceOutputsRequest) => {
        registerOutputs(deployment, request);
        return new empty.Empty();
      },
      readResource: (request: ReadResourceRequest) => readResource(deployment, request),
      invoke: (request: ResourceInvokeRequest) => invokeFunction(deployment, request),
      signalAndWaitForShutdown: () => new empty.Empty(),
    },
  };
}
