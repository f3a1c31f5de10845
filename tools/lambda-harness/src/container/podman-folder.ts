import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a Podman of our own keeps everything, and the environment that makes it do so. */
export interface PodmanFolder {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Makes the folder and the settings in it; what the machine has in /etc stays as it is. */
export async function makePodmanFolder(): Promise<PodmanFolder> {
  const path = await mkdtemp(join(tmpdir(), 'bedrock-spend-podman-'));
  const containers = join(path, 'containers.conf');
  const storage = join(path, 'storage.conf');
  await Promise.all([
    mkdir(join(path, 'tmp')),
    writeFile(containers, containersSettings(path)),
    writeFile(storage, storageSettings(path)),
  ]);
  return {
    path,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: path,
      TMPDIR: join(path, 'tmp'),
      CONTAINERS_CONF: containers,
      CONTAINERS_STORAGE_CONF: storage,
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/**
 * The limits, because root that lacks CAP_SYS_RESOURCE cannot raise them to what Podman asks for by
 * itself; runc, because crun does not work where both versions of cgroups are mounted; locks in files,
 * because those in shared memory belong to every Podman of the machine.
 */
function containersSettings(path: string): string {
  return `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
lock_type = "file"
tmp_dir = "${path}/engine"
`;
}

function storageSettings(path: string): string {
  return `[storage]
driver = "overlay"
graphroot = "${path}/graph"
runroot = "${path}/run"
`;
}
