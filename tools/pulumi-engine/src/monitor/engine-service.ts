import engine from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/engine_pb.js';
import type { LogRequest, SetRootResourceRequest } from '@pulumi/pulumi/proto/engine_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';

import type { Deployment } from '../deployment.ts';
import type { Service } from './start-server.ts';

const severities = ['debug', 'info', 'warning', 'error'] as const;

/** The service that hears what the program logs. */
export function engineService(deployment: Deployment): Service {
  let root = '';
  return {
    definition: engine.EngineService,
    answers: {
      log: (request: LogRequest) => {
        const urn = request.getUrn();
        deployment.messages.push({
          severity: severities[request.getSeverity()] ?? 'info',
          text: request.getMessage(),
          ...(urn !== '' && { urn }),
        });
        return new empty.Empty();
      },
      setRootResource: (request: SetRootResourceRequest) => {
        root = request.getUrn();
        return new messages.SetRootResourceResponse();
      },
      getRootResource: () => new messages.GetRootResourceResponse().setUrn(root),
    },
  };
}
