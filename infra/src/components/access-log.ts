import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface AccessLogArgs {
  name: string;
  retentionDays: number;
  tags: Record<string, string>;
}

/**
 * One line of JSON for each request: no key, no query, no header, no address of the caller. Names:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const format = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  path: '$context.path',
  apiKeyId: '$context.identity.apiKeyId',
  status: '$context.status',
  refusal: '$context.error.responseType',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integration.error',
  functionRequestId: '$context.integration.requestId',
  responseBytes: '$context.responseLength',
});

/** The log group of the REST API's requests, and what a line of it says. */
export class AccessLog extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly groupName: pulumi.Output<string>;
  readonly format = format;

  constructor(name: string, args: AccessLogArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:AccessLog', name, {}, options);
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-access`,
      { name: args.name, retentionInDays: args.retentionDays, tags: args.tags },
      { parent: this },
    );
    this.arn = logGroup.arn;
    this.groupName = logGroup.name;
    this.registerOutputs({ groupName: this.groupName });
  }
}
