import type { Instance, InstanceStart, StartInstance } from '../instance/instance.ts';
import type { Mount, Podman } from './podman.ts';

/** The user that Lambda runs functions as, whatever the image says. */
const lambdaUser = '993:990';

export interface ContainerInstancesOptions {
  podman: Podman;
  image: string;
  /** In place of the image's own CMD. */
  handler?: string;
  /** Files of this machine for a function to read. */
  mounts?: readonly Mount[];
}

/** Instances that are containers of an image, closed off as Lambda does it. */
export function containerInstances(options: ContainerInstancesOptions): StartInstance {
  const { podman, image, handler, mounts = [] } = options;
  return (start: InstanceStart): Promise<Instance> =>
    podman.run({
      image,
      name: start.name,
      user: lambdaUser,
      memoryMb: start.memoryMb,
      environment: { ...start.environment, AWS_LAMBDA_RUNTIME_API: start.runtimeApi },
      ...(handler === undefined ? {} : { command: [handler] }),
      mounts,
    });
}
