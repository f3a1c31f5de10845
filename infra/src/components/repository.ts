import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface RepositoryArgs {
  name: string;
  /** It exists already, and is left as it is. */
  isAdopted: boolean;
  imagesToKeep: number;
  /** The function that may take images out of it. */
  functionArn: pulumi.Input<string>;
  tags: Record<string, string>;
}

/** The ECR repository of the image: what is pushed stays as it is, and old images go. */
export class Repository extends pulumi.ComponentResource {
  /** `111122223333.dkr.ecr.us-east-1.amazonaws.com/bedrock-spend` */
  readonly url: pulumi.Output<string>;
  /** The account of the registry. */
  readonly registryId: pulumi.Output<string>;
  /** The repository that is made, with which its images go. */
  readonly made: pulumi.Resource | undefined;
  /** What has to be there before the function takes an image. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: RepositoryArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Repository', name, {}, options);
    if (args.isAdopted) {
      const existing = aws.ecr.getRepositoryOutput({ name: args.name }, { parent: this });
      this.url = existing.repositoryUrl;
      this.registryId = existing.registryId;
      this.ready = [];
    } else {
      const { repository, policy } = makeRepository(name, args, this);
      this.url = repository.repositoryUrl;
      this.registryId = repository.registryId;
      this.made = repository;
      this.ready = [policy];
    }
    this.registerOutputs({ url: this.url });
  }
}

function makeRepository(
  name: string,
  { name: repositoryName, imagesToKeep, functionArn, tags }: RepositoryArgs,
  parent: pulumi.Resource,
): { repository: aws.ecr.Repository; policy: aws.ecr.RepositoryPolicy } {
  const repository = new aws.ecr.Repository(
    name,
    {
      name: repositoryName,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: 'AES256' }],
      // Images are made from the sources at any time: they keep nobody from removing the stack.
      forceDelete: true,
      tags,
    },
    { parent },
  );
  void new aws.ecr.LifecyclePolicy(
    name,
    {
      repository: repository.name,
      policy: JSON.stringify({ rules: lifecycleRules(imagesToKeep) }),
    },
    { parent },
  );
  const policy = new aws.ecr.RepositoryPolicy(
    name,
    { repository: repository.name, policy: pulumi.output(functionArn).apply(pullPolicy) },
    { parent },
  );
  return { repository, policy };
}

function lifecycleRules(imagesToKeep: number): object[] {
  return [
    {
      rulePriority: 1,
      description: 'Images that no tag names any more go after a day',
      selection: {
        tagStatus: 'untagged',
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: 1,
      },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: `The ${imagesToKeep} newest images stay`,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: imagesToKeep },
      action: { type: 'expire' },
    },
  ];
}

/** Lambda adds this by itself only where the deploying user may: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions */
function pullPolicy(functionArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LambdaECRImageRetrievalPolicy',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: { StringLike: { 'aws:sourceArn': functionArn } },
      },
    ],
  });
}
