import { stringify } from 'yaml';

import type { ReadingFeatures } from '../permissions/features.ts';
import { readingStatements } from '../permissions/statements.ts';

/** What the role in another account lets the server read, and who may take it. */
export interface ReaderRoleOptions {
  roleName: string;
  /** ARN of the role that the server runs as; nobody else may take the reader role. */
  serverRoleArn: string;
  /** What the server has to name when it takes the role; null: nothing. */
  externalId: string | null;
  regions: ReadingFeatures['regions'];
  logGroups: readonly string[];
}

/**
 * The CloudFormation template that makes the reader role in another account, as YAML. It names no
 * account but the server's, so that one template does for all accounts, by a stack in each or by a
 * stack set. The same options give the same text.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
 */
export function readerRoleTemplate(options: ReaderRoleOptions): string {
  const { roleName, serverRoleArn, externalId } = options;
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Lets ${serverRoleArn} read what Amazon Bedrock usage costs in this account`,
    Resources: {
      ReaderRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: roleName,
          Description: 'Reads invocation logs of Amazon Bedrock for bedrock-spend',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [trust(serverRoleArn, externalId)],
          },
          Policies: [
            {
              PolicyName: 'ReadBedrockUsage',
              PolicyDocument: { Version: '2012-10-17', Statement: permissions(options) },
            },
          ],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['ReaderRole', 'Arn'] } } },
  };
  return header(roleName) + stringify(template, asCloudFormationReads);
}

/** Values in quotes: CloudFormation reads YAML 1.1, in which more words are something else than text. */
const asCloudFormationReads = {
  defaultStringType: 'QUOTE_DOUBLE',
  defaultKeyType: 'PLAIN',
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

function header(roleName: string): string {
  return [
    '# Save as reader-role.yaml, then, with credentials of each account that is to be read:',
    `# aws cloudformation deploy --stack-name ${stackName(roleName)} --template-file reader-role.yaml --capabilities CAPABILITY_NAMED_IAM`,
    '',
  ].join('\n');
}

// Stacks are named by letters, digits and hyphens only.
function stackName(roleName: string): string {
  return `bedrock-spend-${roleName.replaceAll(/[^A-Za-z0-9-]+/g, '-')}`;
}

function trust(serverRoleArn: string, externalId: string | null) {
  return {
    Sid: 'LetTheServerIn',
    Effect: 'Allow',
    Principal: { AWS: serverRoleArn },
    Action: 'sts:AssumeRole',
    ...(externalId !== null && {
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    }),
  };
}

/** The reading statements of the server's own role, for whatever account the stack is made in. */
function permissions({ regions, logGroups }: ReaderRoleOptions) {
  const account = { partition: '${AWS::Partition}', accountId: '${AWS::AccountId}' };
  return readingStatements({ ...account, regions, logGroups }).map((statement) => ({
    ...statement,
    Resource: statement.Resource.map((arn) => (arn.includes('${') ? { 'Fn::Sub': arn } : arn)),
  }));
}
