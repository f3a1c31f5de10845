import type { Deployment } from '../deployment.ts';
import type { ResourceToMake } from '../models/resource-model.ts';
import type { RegisteredResource } from '../registered-resource.ts';
import type { Schema } from '../schema/shape.ts';
import { schemaOf } from '../schema/schema-of.ts';
import { unknown } from '../values/marker.ts';
import { plainObject } from '../values/plain.ts';
import { digestOf } from './digest-of.ts';
import { hiddenOutputs } from './hidden-outputs.ts';
import { placeOf } from './place-of.ts';
import { refusals } from './refusals.ts';
import { unmodeledOutputs } from './unmodeled-outputs.ts';

/**
 * Checks the inputs and makes the resource; an error says what is wrong. In a preview nothing is
 * made: the id is empty, and the program takes every output that is no input as unknown.
 */
export async function makeResource(
  deployment: Deployment,
  resource: RegisteredResource,
): Promise<Pick<RegisteredResource, 'id' | 'outputs'>> {
  const { type } = resource;
  const model = modelOf(deployment, type);
  const schema = schemaOf(type, deployment.projectFolder);
  const problems = refusals({ resource, schema, check: deployment.models.check[type] });
  if (problems.length > 0) throw new Error(problems.join(' '));
  if (deployment.isPreview) {
    return { id: resource.id, outputs: hiddenOutputs(resource, unknownOutputs(resource, schema)) };
  }

  const made = await model(toMake(deployment, resource));
  const unmodeled = unmodeledOutputs({ type, schema, resource, made });
  return {
    id: resource.isRead ? resource.id : made.id,
    outputs: hiddenOutputs(resource, { ...unmodeled, ...made.outputs }),
  };
}

function unknownOutputs({ inputs }: RegisteredResource, schema: Schema | null) {
  const computed = [...(schema?.outputs.keys() ?? [])].filter((name) => inputs[name] === undefined);
  return Object.fromEntries(computed.map((name) => [name, unknown]));
}

function modelOf({ models }: Deployment, type: string) {
  const model = models.create[type] ?? (isProvider(type) ? makeProvider : undefined);
  if (model === undefined) throw new Error('no model makes this type; add one to the resources.');
  return model;
}

function toMake(deployment: Deployment, resource: RegisteredResource): ResourceToMake {
  const { type, name, urn } = resource;
  const inputs = plainObject(resource.inputs);
  return {
    type,
    name,
    urn,
    inputs,
    get place() {
      return placeOf(deployment, { provider: resource.provider, inputs });
    },
    digest: digestOf(urn),
  };
}

const isProvider = (type: string): boolean => type.startsWith('pulumi:providers:');

const makeProvider = ({ digest }: ResourceToMake) => ({ id: digest(36), outputs: {} });
