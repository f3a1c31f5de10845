import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface ServerFunctionArgs {
  name: string;
  imageUri: pulumi.Input<string>;
  roleArn: pulumi.Input<string>;
  memoryMb: number;
  timeoutSeconds: number;
  architecture: 'x86_64' | 'arm64';
  reservedConcurrency: number | undefined;
  hasTracing: boolean;
  logRetentionDays: number;
  environment: Record<string, pulumi.Input<string>>;
  /** What has to be there before it: its permissions, and those of Lambda to take the image. */
  after: pulumi.Resource[];
  tags: Record<string, string>;
}

/** The function and its log group, which is there first: Lambda would make one that keeps all forever. */
export class ServerFunction extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  /** What API Gateway calls for answers that are sent as they are written. */
  readonly responseStreamingInvokeArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ServerFunctionArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Function', name, {}, options);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      {
        name: functionLogGroupName(args.name),
        retentionInDays: args.logRetentionDays,
        tags: args.tags,
      },
      { parent: this },
    );
    const made = new aws.lambda.Function(
      name,
      {
        name: args.name,
        description: 'bedrock-spend MCP server: what Amazon Bedrock usage costs',
        packageType: 'Image',
        imageUri: args.imageUri,
        role: args.roleArn,
        architectures: [args.architecture],
        memorySize: args.memoryMb,
        timeout: args.timeoutSeconds,
        ...(args.reservedConcurrency === undefined
          ? {}
          : { reservedConcurrentExecutions: args.reservedConcurrency }),
        environment: { variables: args.environment },
        // The server writes lines of JSON and metrics itself: as text they stay as they are.
        loggingConfig: { logFormat: 'Text', logGroup: logGroup.name },
        tracingConfig: { mode: args.hasTracing ? 'Active' : 'PassThrough' },
        tags: args.tags,
      },
      { parent: this, dependsOn: [logGroup, ...args.after] },
    );
    this.arn = made.arn;
    this.functionName = made.name;
    this.responseStreamingInvokeArn = made.responseStreamingInvokeArn;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName });
  }
}

/** The log group that Lambda itself would take. */
export function functionLogGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
