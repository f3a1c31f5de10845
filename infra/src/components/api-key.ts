import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface ApiKeyArgs {
  name: string;
  apiId: pulumi.Input<string>;
  stageName: pulumi.Input<string>;
  throttle: { requestsPerSecond: number; burst: number };
  quota: { limit: number; period: 'DAY' | 'WEEK' | 'MONTH' };
  tags: Record<string, string>;
}

/** The first key of the API, and the usage plan that says how much it is good for. */
export class ApiKey extends pulumi.ComponentResource {
  readonly keyId: pulumi.Output<string>;
  /** Made by API Gateway; secret. */
  readonly value: pulumi.Output<string>;
  /** For more keys, which are added to the same plan. */
  readonly usagePlanId: pulumi.Output<string>;

  constructor(name: string, args: ApiKeyArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:ApiKey', name, {}, options);
    const { throttle, quota, tags } = args;
    const plan = new aws.apigateway.UsagePlan(
      name,
      {
        name: args.name,
        apiStages: [{ apiId: args.apiId, stage: args.stageName }],
        throttleSettings: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
        quotaSettings: { limit: quota.limit, period: quota.period },
        tags,
      },
      { parent: this },
    );
    const key = new aws.apigateway.ApiKey(
      name,
      { name: args.name, description: 'Key of the bedrock-spend MCP server', tags },
      { parent: this },
    );
    const attached = new aws.apigateway.UsagePlanKey(
      name,
      { usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' },
      { parent: this },
    );
    this.keyId = key.id;
    this.value = pulumi.secret(key.value);
    this.usagePlanId = attached.usagePlanId;
    this.registerOutputs({ keyId: this.keyId });
  }
}
