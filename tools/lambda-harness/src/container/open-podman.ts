import { execa } from 'execa';

import { describeImage } from './describe-image.ts';
import { makePodmanFolder } from './podman-folder.ts';
import type { BuildOptions, Podman } from './podman.ts';
import { runContainer } from './run-container.ts';
import { whyNoContainers } from './why-no-containers.ts';

/** Runs `podman` with these words and gives what it wrote on stdout; rejects with what it complained about. */
export type PodmanCommand = (words: readonly string[]) => Promise<string>;

/**
 * Opens a Podman whose images and containers are in a temporary folder. Close it: the folder, the
 * containers and their processes go with it.
 *
 * @throws Error with one sentence where containers cannot be run.
 */
export async function openPodman(): Promise<Podman> {
  const obstacle = await whyNoContainers();
  if (obstacle !== null) throw new Error(obstacle);
  const folder = await makePodmanFolder();
  const podman: PodmanCommand = async (words) => {
    const { stdout } = await execa('podman', words, {
      env: folder.environment,
      extendEnv: false,
      stdin: 'ignore',
    });
    return stdout;
  };
  return {
    async build(options) {
      const id = await podman(buildWords(options));
      return { id, digest: (await describeImage(podman, id)).digest };
    },
    inspect: (image) => describeImage(podman, image),
    run: (options) => runContainer(options, folder),
    async close() {
      try {
        await podman(['rm', '--all', '--force', '--time', '0']);
        await podman(['rmi', '--all', '--force']);
      } finally {
        await folder.remove();
      }
    },
  };
}

function buildWords({ context, dockerfile, buildArgs, tag, platform }: BuildOptions): string[] {
  const values = Object.entries(buildArgs ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    'build',
    '--quiet',
    '--pull=never',
    `--tag=${tag}`,
    ...(dockerfile === undefined ? [] : [`--file=${dockerfile}`]),
    ...(platform === undefined ? [] : [`--platform=${platform}`]),
    ...values.map((value) => `--build-arg=${value}`),
    context,
  ];
}
