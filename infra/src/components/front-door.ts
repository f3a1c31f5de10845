import * as pulumi from '@pulumi/pulumi';

import type { Config } from '../config/parse-config.ts';
import { domainUrl } from '../environment/server-settings.ts';
import { ApiKey } from './api-key.ts';
import { Api } from './api.ts';
import { CustomDomain } from './custom-domain.ts';
import { FunctionUrl } from './function-url.ts';
import type { ServerFunction } from './function.ts';

export interface FrontDoorArgs {
  config: Config;
  serverFunction: ServerFunction;
  /** What has to be there before a stage of API Gateway that writes logs. */
  stageAfter: pulumi.Resource[];
  tags: Record<string, string>;
}

/** What callers reach the function through: an API with a key or tokens, or a function URL. */
export class FrontDoor extends pulumi.ComponentResource {
  /** Without a slash at its end. */
  readonly url: pulumi.Output<string>;
  readonly api: Api | undefined;
  readonly key: ApiKey | undefined;
  readonly domain: CustomDomain | undefined;

  constructor(name: string, args: FrontDoorArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:FrontDoor', name, {}, options);
    const { config, serverFunction } = args;
    if (config.frontDoor === 'function-url') {
      const { functionName } = serverFunction;
      this.url = new FunctionUrl('url', { functionName }, { parent: this }).url;
    } else {
      const api = makeApi(args, this);
      this.api = api;
      this.key = config.oauth === undefined ? makeKey(api, args, this) : undefined;
      this.domain = makeDomain(api, args, this);
      this.url = config.domain === undefined ? api.url : pulumi.output(domainUrl(config.domain));
    }
    this.registerOutputs({ url: this.url });
  }
}

function makeApi(
  { config, serverFunction, stageAfter, tags }: FrontDoorArgs,
  parent: pulumi.Resource,
): Api {
  const { domain, oauth } = config;
  return new Api(
    'api',
    {
      name: config.apiName,
      stageName: config.stageName,
      functionName: serverFunction.functionName,
      responseStreamingInvokeArn: serverFunction.responseStreamingInvokeArn,
      timeoutSeconds: config.timeout,
      needsKey: oauth === undefined,
      throttle: oauth === undefined ? undefined : config.throttle,
      hasDefaultEndpoint: domain === undefined || domain.keepDefaultEndpoint === true,
      hasTracing: config.tracing,
      accessLogName: `/aws/apigateway/${config.functionName}`,
      logRetentionDays: config.logRetentionDays,
      stageAfter,
      tags,
    },
    { parent },
  );
}

function makeKey(
  { id, stageName }: Api,
  { config, tags }: FrontDoorArgs,
  parent: pulumi.Resource,
): ApiKey {
  const { apiName, throttle, quota } = config;
  return new ApiKey(
    'key',
    { name: apiName, apiId: id, stageName, throttle, quota, tags },
    { parent },
  );
}

function makeDomain(
  { id, stageName }: Api,
  { config: { domain }, tags }: FrontDoorArgs,
  parent: pulumi.Resource,
): CustomDomain | undefined {
  if (domain === undefined) return undefined;
  return new CustomDomain(
    'domain',
    {
      domainName: domain.name,
      certificateArn: domain.certificateArn,
      hostedZoneId: domain.hostedZoneId,
      basePath: domain.basePath,
      apiId: id,
      stageName,
      tags,
    },
    { parent },
  );
}
