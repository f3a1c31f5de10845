import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type {
  ResourceInvokeRequest,
  ResourceInvokeResponse,
} from '@pulumi/pulumi/proto/resource_pb.js';

import { type Deployment, fail } from '../deployment.ts';
import { placeOf } from '../making/place-of.ts';
import { plainObject } from '../values/plain.ts';
import { fromStruct, toStruct } from './struct.ts';

/** Asks the model of a data source. */
export async function invokeFunction(
  deployment: Deployment,
  request: ResourceInvokeRequest,
): Promise<ResourceInvokeResponse> {
  const token = request.getTok();
  try {
    const model = deployment.functions[token];
    if (model === undefined) throw new Error('no model answers it; add one to the functions.');
    const inputs = plainObject(fromStruct(request.getArgs()));
    const place = placeOf(deployment, { provider: request.getProvider(), inputs });
    const answer = await model(inputs, place);
    return new messages.ResourceInvokeResponse().setReturn(toStruct(answer));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail(deployment, `${token}: ${reason}`);
    throw error;
  }
}
