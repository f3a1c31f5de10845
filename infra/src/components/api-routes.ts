import { createHash } from 'node:crypto';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface ApiRoutesArgs {
  restApi: aws.apigateway.RestApi;
  responseStreamingInvokeArn: pulumi.Input<string>;
  timeoutSeconds: number;
  needsKey: boolean;
}

/** Every method of every path, to the function: its own router knows them better. */
export class ApiRoutes extends pulumi.ComponentResource {
  /** What a deployment has to wait for. */
  readonly all: pulumi.Resource[];
  /** Changes with what has to be deployed anew. */
  readonly hash: pulumi.Output<string>;

  constructor(name: string, args: ApiRoutesArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:ApiRoutes', name, {}, options);
    const { restApi } = args;
    const below = new aws.apigateway.Resource(
      `${name}-paths`,
      { restApi: restApi.id, parentId: restApi.rootResourceId, pathPart: '{proxy+}' },
      { parent: this },
    );
    const routes = [
      makeRoute(`${name}-root`, { ...args, resourceId: restApi.rootResourceId, parent: this }),
      makeRoute(`${name}-paths`, { ...args, resourceId: below.id, parent: this }),
    ];
    this.all = routes.flatMap(({ method, integration }) => [method, integration]);
    this.hash = pulumi
      .jsonStringify(
        routes.map(({ method, integration }) => [
          method.resourceId,
          method.apiKeyRequired,
          integration.uri,
          integration.timeoutMilliseconds,
          integration.responseTransferMode,
        ]),
      )
      .apply((text) => createHash('sha256').update(text).digest('hex'));
    this.registerOutputs({});
  }
}

interface RouteArgs extends ApiRoutesArgs {
  resourceId: pulumi.Input<string>;
  parent: pulumi.Resource;
}

function makeRoute(
  name: string,
  { restApi, resourceId, needsKey, timeoutSeconds, responseStreamingInvokeArn, parent }: RouteArgs,
): { method: aws.apigateway.Method; integration: aws.apigateway.Integration } {
  const method = new aws.apigateway.Method(
    name,
    {
      restApi: restApi.id,
      resourceId,
      httpMethod: 'ANY',
      authorization: 'NONE',
      apiKeyRequired: needsKey,
    },
    { parent },
  );
  const integration = new aws.apigateway.Integration(
    name,
    {
      restApi: restApi.id,
      resourceId,
      httpMethod: method.httpMethod,
      type: 'AWS_PROXY',
      // Lambda is only ever called by POST, whatever the caller's method.
      integrationHttpMethod: 'POST',
      uri: responseStreamingInvokeArn,
      responseTransferMode: 'STREAM',
      timeoutMilliseconds: timeoutSeconds * 1000,
    },
    { parent },
  );
  return { method, integration };
}
