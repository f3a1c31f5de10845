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
    const inputs = plainObject(fromStruct(request.getArgs()));
    if (token === 'pulumi:pulumi:getResource') return answerWith(registered(deployment, inputs));
    const model = deployment.functions[token];
    if (model === undefined) throw new Error('no model answers it; add one to the functions.');
    const place = placeOf(deployment, { provider: request.getProvider(), inputs });
    return answerWith(await model(inputs, place));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail(deployment, `${token}: ${reason}`);
    throw error;
  }
}

const answerWith = (answer: object): ResourceInvokeResponse =>
  new messages.ResourceInvokeResponse().setReturn(toStruct(answer));

// The SDK asks the engine itself for what stands behind a reference.
function registered({ resources }: Deployment, { urn }: Readonly<Record<string, unknown>>): object {
  const resource = resources.get(String(urn));
  if (resource === undefined) throw new Error(`${String(urn)} was never registered.`);
  return { urn, id: resource.id, state: resource.outputs };
}
