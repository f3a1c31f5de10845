import type { ResourceModels } from './resource-model.ts';

export const imageModels: ResourceModels = {
  'docker-build:index:Image': ({ inputs, digest }) => {
    const { context, buildArgs, platforms, tags } = inputs;
    const built = digest(64, JSON.stringify({ context, buildArgs, platforms }));
    const tag = Array.isArray(tags) ? String(tags[0]) : '';
    return {
      id: built.slice(0, 32),
      outputs: {
        digest: `sha256:${built}`,
        contextHash: digest(64, JSON.stringify(context)),
        ref: `${tag}@sha256:${built}`,
      },
    };
  },
};
