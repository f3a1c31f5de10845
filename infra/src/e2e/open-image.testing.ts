import { fileURLToPath } from 'node:url';

import {
  buildBaseImage,
  openPodman,
  whyNoContainers,
  type ImageDescription,
  type Podman,
} from '@bedrock-spend/lambda-harness';

/** What `mcp-server:image-context` has written: the image is built from it. */
export const imageContext = fileURLToPath(
  new URL('../../../packages/mcp-server/image/', import.meta.url),
);

/** Why containers cannot be run here, as the end of a title; empty if they can. */
const obstacle = await whyNoContainers();
export const because = obstacle === null ? '' : `: ${obstacle}`;
/** Where everything has to run, a test that cannot fails. */
export const cannotRun = obstacle !== null && process.env['E2E_REQUIRED'] === undefined;

export interface OpenedImage {
  readonly podman: Podman;
  /** Its name. */
  readonly image: string;
  readonly description: ImageDescription;
  close(): Promise<void>;
}

/** Builds the image on the stand-in of its base, with a Podman of its own. */
export async function openImage(): Promise<OpenedImage> {
  const podman = await openPodman();
  try {
    const image = 'localhost/bedrock-spend:test';
    const base = await buildBaseImage(podman);
    const buildArgs = { BASE_IMAGE: base, REVISION: 'abc123', SOURCE: 'https://example.com/code' };
    await podman.build({ context: imageContext, buildArgs, tag: image });
    const description = await podman.inspect(image);
    return { podman, image, description, close: () => podman.close() };
  } catch (error) {
    await podman.close();
    throw error;
  }
}
