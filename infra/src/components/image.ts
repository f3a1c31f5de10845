import { createHash } from 'node:crypto';
import * as aws from '@pulumi/aws';
import * as dockerBuild from '@pulumi/docker-build';
import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';

import type { ImageContext } from '../image/image-context.ts';
import type { Repository } from './repository.ts';

export interface ImageArgs {
  context: ImageContext;
  architecture: 'x86_64' | 'arm64';
  baseImage: string;
  repository: Repository;
}

const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

/**
 * The container image, built and pushed. One platform and no attestations: Lambda takes single
 * manifests only, and the builder inside the provider leaves provenance out by itself.
 */
export class Image extends pulumi.ComponentResource {
  /** By digest: `111122223333.dkr.ecr.us-east-1.amazonaws.com/bedrock-spend@sha256:…` */
  readonly uri: pulumi.Output<string>;
  /** A hash of all that the image is made from, and what tells it from others of the same content. */
  readonly tag: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Image', name, {}, options);
    const { context, repository } = args;
    const repositoryUrl = repository.url;
    const platform = platforms[args.architecture];
    const content = hashOf({ context, platform, baseImage: args.baseImage });
    // What was deployed before and comes back is built anew, to another digest, since builds have times
    // in them; and the repository takes no second image under a tag.
    const build = new random.RandomId(
      `${name}-build`,
      { byteLength: 4, keepers: { content } },
      { parent: this },
    );
    this.tag = pulumi.interpolate`${content}-${build.hex}`;
    // Valid for twelve hours, and for what the deploying user may do in this registry.
    const token = aws.ecr.getAuthorizationTokenOutput(
      { registryId: repository.registryId },
      { parent: this },
    );
    const image = new dockerBuild.Image(
      name,
      {
        context: { location: context.location },
        dockerfile: { location: `${context.location}/Dockerfile` },
        platforms: [platform],
        buildArgs: { BASE_IMAGE: args.baseImage, VERSION: context.version },
        tags: [pulumi.interpolate`${repositoryUrl}:${this.tag}`],
        push: true,
        registries: [
          {
            address: repositoryUrl,
            username: token.userName,
            password: pulumi.secret(token.password),
          },
        ],
      },
      {
        parent: this,
        // By the token in the state, which is valid for half a day, the provider cannot delete an image
        // (https://github.com/pulumi/pulumi-awsx/issues/1537), and what still runs may need it. The
        // repository's lifecycle has old images go, and its own end the rest.
        retainOnDelete: true,
        ...(repository.made === undefined ? {} : { deletedWith: repository.made }),
      },
    );
    this.uri = pulumi.interpolate`${repositoryUrl}@${image.digest}`;
    this.registerOutputs({ uri: this.uri });
  }
}

/** What changes the image changes the hash. */
function hashOf(made: { context: ImageContext; platform: string; baseImage: string }): string {
  const { context, platform, baseImage } = made;
  const parts = [context.hash, context.version, platform, baseImage];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
