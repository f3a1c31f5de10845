import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface SessionsTableArgs {
  name: string;
  hasPointInTimeRecovery: boolean;
  isProtected: boolean;
  tags: Record<string, string>;
}

/** The table that instances share their sessions in: docs/session-table.md. */
export class SessionsTable extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;

  constructor(name: string, args: SessionsTableArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:SessionsTable', name, {}, options);
    const table = new aws.dynamodb.Table(
      name,
      {
        name: args.name,
        billingMode: 'PAY_PER_REQUEST',
        hashKey: 'pk',
        rangeKey: 'sk',
        attributes: [
          { name: 'pk', type: 'S' },
          { name: 'sk', type: 'S' },
        ],
        ttl: { enabled: true, attributeName: 'expiresAt' },
        // Without serverSideEncryption the table is encrypted with DynamoDB's own key, free of charge.
        pointInTimeRecovery: { enabled: args.hasPointInTimeRecovery },
        deletionProtectionEnabled: args.isProtected,
        tags: args.tags,
      },
      { parent: this, protect: args.isProtected },
    );
    this.arn = table.arn;
    this.tableName = table.name;
    this.registerOutputs({ arn: this.arn, tableName: this.tableName });
  }
}
