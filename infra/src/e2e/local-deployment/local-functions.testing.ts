import {
  containerInstances,
  startFunction,
  type LambdaFunction,
  type Podman,
} from '@bedrock-spend/lambda-harness';
import {
  defaultModels,
  type ResourceModels,
  type ResourceToMake,
} from '@bedrock-spend/pulumi-engine';

import type { LocalImages } from './local-images.testing.ts';

interface FunctionInputs {
  name: string;
  imageUri: string;
  memorySize: number;
  timeout: number;
  reservedConcurrentExecutions?: number;
  environment: { variables: Record<string, string> };
}

export interface LocalFunctions {
  models: ResourceModels;
  /** By name. */
  started: ReadonlyMap<string, LambdaFunction>;
  close(): Promise<void>;
}

const functionType = 'aws:lambda/function:Function';
/** Of all variables together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 4096;

/** Starts the functions of a program as containers, with the memory, time and variables it gives. */
export function localFunctions(options: {
  podman: Podman;
  images: LocalImages;
  /** What Lambda and the network of AWS would add: credentials of the role, where services are. */
  surroundings: Readonly<Record<string, string>>;
}): LocalFunctions {
  const { podman, images, surroundings } = options;
  const started = new Map<string, LambdaFunction>();
  return {
    started,
    close: async () => {
      await Promise.all([...started.values()].map((running) => running.close()));
    },
    models: {
      [functionType]: async (resource) => {
        const inputs = resource.inputs as unknown as FunctionInputs;
        const { variables } = inputs.environment;
        const bytes = Buffer.byteLength(Object.entries(variables).flat().join(''));
        if (bytes > mostBytes) throw new Error(`Lambda takes no ${bytes} bytes of variables.`);
        const { reservedConcurrentExecutions: maxConcurrency } = inputs;
        const running = await startFunction({
          startInstance: containerInstances({ podman, image: images.find(inputs.imageUri) }),
          environment: { ...variables, ...surroundings },
          memoryMb: inputs.memorySize,
          timeoutMs: inputs.timeout * 1000,
          functionName: inputs.name,
          region: resource.place.region,
          // As on Lambda: what is left undone when a request has been answered is not done.
          isFrozenBetween: true,
          ...(maxConcurrency !== undefined && { maxConcurrency }),
        });
        started.set(inputs.name, running);
        return standIn(functionType, resource);
      },
    },
  };
}

/** What the engine itself would make of a resource. */
export function standIn(type: string, resource: ResourceToMake) {
  const model = defaultModels[type];
  if (model === undefined) throw new Error(`The engine has no model of ${type}.`);
  return model(resource);
}
