import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface CustomDomainArgs {
  domainName: string;
  certificateArn: string;
  hostedZoneId: string | undefined;
  basePath: string | undefined;
  apiId: pulumi.Input<string>;
  stageName: pulumi.Input<string>;
  tags: Record<string, string>;
}

/** A name of one's own for the API, with a certificate and, where the zone is given, a DNS record. */
export class CustomDomain extends pulumi.ComponentResource {
  /** What a DNS record of the name has to lead to. */
  readonly target: pulumi.Output<string>;

  constructor(name: string, args: CustomDomainArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:CustomDomain', name, {}, options);
    const { hostedZoneId, basePath } = args;
    const domain = new aws.apigateway.DomainName(
      name,
      {
        domainName: args.domainName,
        regionalCertificateArn: args.certificateArn,
        endpointConfiguration: { types: 'REGIONAL' },
        securityPolicy: 'TLS_1_2',
        tags: args.tags,
      },
      { parent: this },
    );
    void new aws.apigateway.BasePathMapping(
      name,
      {
        domainName: domain.domainName,
        restApi: args.apiId,
        stageName: args.stageName,
        ...(basePath === undefined ? {} : { basePath }),
      },
      { parent: this },
    );
    if (hostedZoneId !== undefined) {
      void new aws.route53.Record(
        name,
        {
          zoneId: hostedZoneId,
          name: args.domainName,
          type: 'A',
          aliases: [
            {
              name: domain.regionalDomainName,
              zoneId: domain.regionalZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        { parent: this },
      );
    }
    this.target = domain.regionalDomainName;
    this.registerOutputs({ target: this.target });
  }
}
