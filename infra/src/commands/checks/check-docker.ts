import { execa } from 'execa';

import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** The part of `docker version --format '{{json .}}'` that is looked at. */
interface DockerVersion {
  Client?: { Platform?: { Name?: string } };
  Server?: { Os?: string; Components?: { Name?: string }[] } | null;
}

/** Throws when no Docker answers that can build the image. */
export async function checkDocker({ env }: Pick<Surroundings, 'env'>): Promise<void> {
  const answer = await execa('docker', ['version', '--format', '{{json .}}'], {
    env: { ...env },
    extendEnv: false,
    reject: false,
    timeout: 20_000,
  });
  if (answer.code === 'ENOENT') {
    throw new CommandError(
      'Docker builds the image and is not installed: get it from https://docs.docker.com/get-docker, then try again.',
    );
  }
  const version = readVersion(answer.stdout);
  if (isPodman(version, `${answer.stdout}${answer.stderr}`)) {
    throw new CommandError(
      'The `docker` on this machine is Podman, with which the image cannot be built here: install Docker, or point DOCKER_HOST and the PATH to one.',
    );
  }
  if (answer.exitCode !== 0 || !version?.Server) {
    throw new CommandError(
      `Docker does not answer${answer.timedOut ? ' within 20 seconds' : ''}: start Docker, or check DOCKER_HOST and that you may use it, until \`docker version\` shows a server.`,
    );
  }
  if (version.Server.Os === 'windows') {
    throw new CommandError('Docker runs Windows containers: switch it to Linux containers.');
  }
}

function readVersion(text: string): DockerVersion | null {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '') as DockerVersion | null;
  } catch {
    return null;
  }
}

// Its `docker` says so in a sentence on stderr; its server, asked by Docker's own client, by its components.
function isPodman(version: DockerVersion | null, text: string): boolean {
  const components = version?.Server?.Components ?? [];
  return /podman/i.test(text) || components.some(({ Name }) => /podman/i.test(Name ?? ''));
}
