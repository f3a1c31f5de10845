import type { PodmanCommand } from './open-podman.ts';
import type { ImageDescription } from './podman.ts';

/** The parts that are used of what `podman image inspect` prints. */
interface Inspected {
  Id: string;
  Digest: string;
  Architecture: string;
  Size: number;
  Labels: Record<string, string> | null;
  Config: {
    User?: string;
    Entrypoint?: string[];
    Cmd?: string[];
    Env?: string[];
    WorkingDir?: string;
  };
}

/** What an image says about itself. */
export async function describeImage(
  podman: PodmanCommand,
  image: string,
): Promise<ImageDescription> {
  const [found] = JSON.parse(await podman(['image', 'inspect', image])) as Inspected[];
  if (found === undefined) throw new Error(`There is no image ${image}.`);
  const { Config: config } = found;
  return {
    id: found.Id,
    digest: found.Digest,
    architecture: found.Architecture,
    user: config.User ?? '',
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    environment: Object.fromEntries((config.Env ?? []).map(pairOf)),
    labels: found.Labels ?? {},
    workingFolder: config.WorkingDir ?? '/',
    sizeBytes: found.Size,
  };
}

function pairOf(text: string): [string, string] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), text.slice(equals + 1)];
}
