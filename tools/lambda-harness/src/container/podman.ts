import type { InstanceEnding } from '../instance/instance.ts';

/** Images and containers of our own, which nobody else on this machine sees. */
export interface Podman {
  /** Builds an image out of a folder; nothing is pulled. */
  build(options: BuildOptions): Promise<BuiltImage>;
  /** What an image says about itself. */
  inspect(image: string): Promise<ImageDescription>;
  /** Starts a container as Lambda does: read-only but for /tmp, without capabilities, limited in memory. */
  run(options: RunOptions): Promise<RunningContainer>;
  /** Removes all containers, all images and whatever is left of them. */
  close(): Promise<void>;
}

export interface BuildOptions {
  /** Folder that the Dockerfile copies from. */
  context: string;
  /** Path of the Dockerfile; `Dockerfile` in the context unless given. */
  dockerfile?: string;
  buildArgs?: Readonly<Record<string, string>>;
  /** Name for the image. */
  tag: string;
  /** As `linux/arm64`; that of this machine unless given. */
  platform?: string;
}

export interface BuiltImage {
  /** Of the image's configuration, in hexadecimal. */
  id: string;
  /** Of its manifest: `sha256:…`. */
  digest: string;
}

export interface ImageDescription extends BuiltImage {
  architecture: string;
  /** `UID:GID` or a name; empty for root. */
  user: string;
  entrypoint: readonly string[];
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
  workingFolder: string;
  sizeBytes: number;
}

export interface RunOptions {
  image: string;
  /** Unique here; made up unless given. */
  name?: string;
  /** In place of the image's own. */
  entrypoint?: string;
  /** In place of the image's own. */
  command?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** The image's own unless given. */
  user?: string;
  /** 512 unless given. */
  memoryMb?: number;
  mounts?: readonly Mount[];
}

/** A file or folder of this machine that a container may read. */
export interface Mount {
  source: string;
  target: string;
}

export interface RunningContainer {
  readonly name: string;
  /** Of its first process, on this machine. */
  readonly pid: number;
  /** What it has written on stdout so far. */
  output(): string;
  /** What it has written on stdout and stderr so far. */
  log(): string;
  /** Runs one more program in it. */
  execute(command: readonly string[]): Promise<{ exitCode: number; output: string }>;
  /** SIGKILL unless told otherwise; settles when the container has ended. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Settles when it has ended, for whatever reason; never rejects. */
  readonly ended: Promise<InstanceEnding>;
}
