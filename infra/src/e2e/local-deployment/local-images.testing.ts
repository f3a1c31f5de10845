import { resolve } from 'node:path';

import type { Podman } from '@bedrock-spend/lambda-harness';
import type { ResourceModels } from '@bedrock-spend/pulumi-engine';

/** What the program asks of the builder. */
interface ImageInputs {
  context: { location: string };
  dockerfile: { location: string };
  buildArgs: Record<string, string>;
  platforms: [string];
  tags: [string];
  push: boolean;
}

export interface LocalImages {
  models: ResourceModels;
  /** Name under which Podman has what `REPOSITORY@sha256:…` means; throws for what was never pushed. */
  find(uri: string): string;
}

/** Builds the images of a program with Podman, out of the program's own context and arguments. */
export function localImages(podman: Podman, projectFolder: string): LocalImages {
  const tags = new Map<string, string>();
  return {
    find(uri) {
      const tag = tags.get(uri);
      if (tag === undefined) throw new Error(`No image was pushed as ${uri}.`);
      return tag;
    },
    models: {
      'docker-build:index:Image': async (resource) => {
        const inputs = resource.inputs as unknown as ImageInputs;
        const [platform, ...more] = inputs.platforms;
        if (more.length > 0) throw new Error('Lambda takes an image for one platform only.');
        const [tag] = inputs.tags;
        const { id, digest } = await podman.build({
          context: resolve(projectFolder, inputs.context.location),
          dockerfile: resolve(projectFolder, inputs.dockerfile.location),
          buildArgs: inputs.buildArgs,
          platform,
          tag,
        });
        // Only what is pushed is there for Lambda.
        if (inputs.push) tags.set(`${tag.slice(0, tag.lastIndexOf(':'))}@${digest}`, tag);
        return { id, outputs: { digest, contextHash: id, ref: `${tag}@${digest}` } };
      },
    },
  };
}
