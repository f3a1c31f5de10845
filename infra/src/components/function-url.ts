import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface FunctionUrlArgs {
  functionName: pulumi.Input<string>;
}

/**
 * The address of the function itself. Only requests that are signed with AWS credentials reach it,
 * of identities whose own policies allow `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction` on it.
 */
export class FunctionUrl extends pulumi.ComponentResource {
  /** Without a slash at its end. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: FunctionUrlArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:FunctionUrl', name, {}, options);
    const made = new aws.lambda.FunctionUrl(
      name,
      {
        functionName: args.functionName,
        authorizationType: 'AWS_IAM',
        invokeMode: 'RESPONSE_STREAM',
      },
      { parent: this },
    );
    this.url = made.functionUrl.apply((url) => url.replace(/\/$/, ''));
    this.registerOutputs({ url: this.url });
  }
}
