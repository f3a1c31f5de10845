import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

import { AccessLog } from './access-log.ts';
import { ApiRoutes } from './api-routes.ts';

export interface ApiArgs {
  name: string;
  stageName: string;
  functionName: pulumi.Input<string>;
  responseStreamingInvokeArn: pulumi.Input<string>;
  timeoutSeconds: number;
  /** Without it the server itself has to know its callers, by their tokens. */
  needsKey: boolean;
  /** Of all callers together; with keys the usage plan limits them. */
  throttle: { requestsPerSecond: number; burst: number } | undefined;
  /** Whether the address of API Gateway answers. */
  hasDefaultEndpoint: boolean;
  hasTracing: boolean;
  /** Named after the function, because an API may have a name that no log group can have. */
  accessLogName: string;
  logRetentionDays: number;
  /** What lets API Gateway write logs has to be there before the stage. */
  stageAfter: pulumi.Resource[];
  tags: Record<string, string>;
}

/** The REST API in front of the function, whose answers it passes on as they are written. */
export class Api extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** `https://ID.execute-api.REGION.amazonaws.com/STAGE` */
  readonly url: pulumi.Output<string>;
  readonly accessLogGroupName: pulumi.Output<string>;

  constructor(name: string, args: ApiArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Api', name, {}, options);
    const { tags } = args;
    const restApi = new aws.apigateway.RestApi(
      name,
      {
        name: args.name,
        description: 'bedrock-spend MCP server',
        endpointConfiguration: { types: 'REGIONAL' },
        apiKeySource: 'HEADER',
        disableExecuteApiEndpoint: !args.hasDefaultEndpoint,
        // Otherwise the address of a regional API takes TLS 1.0:
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
        securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06',
        endpointAccessMode: 'BASIC',
        tags,
      },
      { parent: this },
    );
    const routes = new ApiRoutes(name, { ...args, restApi }, { parent: this });
    const deployment = new aws.apigateway.Deployment(
      name,
      {
        restApi: restApi.id,
        triggers: {
          routes: routes.hash,
          // Switching the address off takes effect with the next deployment only:
          // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
          defaultEndpoint: String(args.hasDefaultEndpoint),
        },
      },
      { parent: this, dependsOn: routes.all },
    );
    const accessLog = new AccessLog(
      name,
      { name: args.accessLogName, retentionDays: args.logRetentionDays, tags },
      { parent: this },
    );
    const stage = new aws.apigateway.Stage(
      name,
      {
        restApi: restApi.id,
        deployment: deployment.id,
        stageName: args.stageName,
        accessLogSettings: { destinationArn: accessLog.arn, format: accessLog.format },
        xrayTracingEnabled: args.hasTracing,
        tags,
      },
      { parent: this, dependsOn: args.stageAfter },
    );
    void new aws.apigateway.MethodSettings(
      name,
      {
        restApi: restApi.id,
        stageName: stage.stageName,
        methodPath: '*/*',
        settings: {
          // Those of each method cost $0.30 a month apiece; those of the stage are always there.
          metricsEnabled: false,
          // What is asked and answered stays out of API Gateway's logs.
          loggingLevel: 'OFF',
          dataTraceEnabled: false,
          ...(args.throttle === undefined
            ? {}
            : {
                throttlingRateLimit: args.throttle.requestsPerSecond,
                throttlingBurstLimit: args.throttle.burst,
              }),
        },
      },
      { parent: this },
    );
    void new aws.lambda.Permission(
      name,
      {
        action: 'lambda:InvokeFunction',
        function: args.functionName,
        principal: 'apigateway.amazonaws.com',
        sourceArn: pulumi.interpolate`${restApi.executionArn}/${stage.stageName}/*`,
      },
      { parent: this },
    );
    this.id = restApi.id;
    this.stageName = stage.stageName;
    this.url = stage.invokeUrl.apply((url) => url.replace(/\/$/, ''));
    this.accessLogGroupName = accessLog.groupName;
    this.registerOutputs({ url: this.url });
  }
}
