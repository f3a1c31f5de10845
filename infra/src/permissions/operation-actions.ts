/** What a call to AWS asks IAM for. */
export interface OperationAction {
  /** `null` where AWS asks nobody's permission. */
  action: string | null;
  /** The narrowest thing that the action can be allowed on. */
  on:
    | 'log-group'
    | 'inference-profile'
    | 'reader-role'
    | 'sessions-table'
    | 'secret'
    | 'parameter'
    | 'anything';
  /** The page of AWS that says so. */
  source: string;
}

const authorization = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
const logs = `${authorization}/list_amazoncloudwatchlogs.html`;
const bedrock = `${authorization}/list_amazonbedrock.html`;
const costExplorer = `${authorization}/list_awscostexplorerservice.html`;
const dynamodb = `${authorization}/list_amazondynamodb.html`;
const sts = `${authorization}/list_awssecuritytokenservice.html`;

/**
 * The IAM action behind every operation of the AWS SDK that the server calls, by client and
 * operation. A test compares the calls of a running server with it, and it with the statements that
 * the role gets.
 */
export const operationActions = {
  'logs.StartQuery': { action: 'logs:StartQuery', on: 'log-group', source: logs },
  'logs.GetQueryResults': { action: 'logs:GetQueryResults', on: 'log-group', source: logs },
  'logs.FilterLogEvents': { action: 'logs:FilterLogEvents', on: 'log-group', source: logs },
  'logs.StopQuery': { action: 'logs:StopQuery', on: 'anything', source: logs },
  'logs.DescribeLogGroups': { action: 'logs:DescribeLogGroups', on: 'anything', source: logs },

  'bedrock.GetModelInvocationLoggingConfiguration': {
    action: 'bedrock:GetModelInvocationLoggingConfiguration',
    on: 'anything',
    source: bedrock,
  },
  'bedrock.ListInferenceProfiles': {
    action: 'bedrock:ListInferenceProfiles',
    on: 'anything',
    source: bedrock,
  },
  'bedrock.GetInferenceProfile': {
    action: 'bedrock:GetInferenceProfile',
    on: 'inference-profile',
    source: bedrock,
  },
  'bedrock.ListTagsForResource': {
    action: 'bedrock:ListTagsForResource',
    on: 'inference-profile',
    source: bedrock,
  },

  'account.ListRegions': {
    action: 'account:ListRegions',
    on: 'anything',
    source: `${authorization}/list_awsaccountmanagement.html`,
  },

  'ce.GetCostAndUsage': { action: 'ce:GetCostAndUsage', on: 'anything', source: costExplorer },
  'ce.GetDimensionValues': {
    action: 'ce:GetDimensionValues',
    on: 'anything',
    source: costExplorer,
  },

  'sts.AssumeRole': { action: 'sts:AssumeRole', on: 'reader-role', source: sts },
  'sts.GetCallerIdentity': {
    action: null,
    on: 'anything',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
  },

  'dynamodb.GetItem': { action: 'dynamodb:GetItem', on: 'sessions-table', source: dynamodb },
  'dynamodb.PutItem': { action: 'dynamodb:PutItem', on: 'sessions-table', source: dynamodb },
  'dynamodb.UpdateItem': { action: 'dynamodb:UpdateItem', on: 'sessions-table', source: dynamodb },
  'dynamodb.DeleteItem': { action: 'dynamodb:DeleteItem', on: 'sessions-table', source: dynamodb },
  'dynamodb.Query': { action: 'dynamodb:Query', on: 'sessions-table', source: dynamodb },

  'secretsmanager.GetSecretValue': {
    action: 'secretsmanager:GetSecretValue',
    on: 'secret',
    source: `${authorization}/list_awssecretsmanager.html`,
  },
  'ssm.GetParameter': {
    action: 'ssm:GetParameter',
    on: 'parameter',
    source: `${authorization}/list_awssystemsmanager.html`,
  },
} as const satisfies Readonly<Record<string, OperationAction>>;

/** A call that the server makes: the client's service and the operation. */
export type ServerOperation = keyof typeof operationActions;
