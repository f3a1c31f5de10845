import type { Features, ReadingFeatures } from './features.ts';
import {
  operationActions,
  type OperationAction,
  type ServerOperation,
} from './operation-actions.ts';
import type { PolicyStatement } from './policy-statement.ts';

/** What the role of the server is allowed: the operations of its features, on their resources. */
export function statements(features: Features): PolicyStatement[] {
  const { accountId, accounts } = features;
  const readsItself = accounts.length === 0 || accounts.includes(accountId);
  const others = accounts.filter((account) => account !== accountId);
  return [
    ...(readsItself ? readingStatements(features) : []),
    ...(features.bill
      ? [
          allow('ReadBill', ['ce.GetCostAndUsage', 'ce.GetDimensionValues'], {
            anything: ['*'],
          }),
        ]
      : []),
    ...(others.length > 0
      ? [
          allow('ReadOtherAccounts', ['sts.AssumeRole'], {
            'reader-role': others.map((account) => readerRoleArn(features, account)),
          }),
        ]
      : []),
    allow(
      'KeepSessions',
      [
        'dynamodb.GetItem',
        'dynamodb.PutItem',
        'dynamodb.UpdateItem',
        'dynamodb.DeleteItem',
        'dynamodb.Query',
      ],
      { 'sessions-table': [features.sessionsTableArn] },
    ),
    allow('ReadItsSecrets', ['secretsmanager.GetSecretValue'], { secret: [features.secretArn] }),
    // The runtime writes the log, not the server: no call of its SDK stands for these two.
    {
      Sid: 'WriteItsLog',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [`${features.functionLogGroupArn}:*`],
    },
  ];
}

/** What reading the usage of one account takes: what the role in every other account is allowed, too. */
export function readingStatements(features: ReadingFeatures): PolicyStatement[] {
  const anything = { anything: ['*'] };
  return [
    allow(
      'ReadInvocationLogs',
      ['logs.StartQuery', 'logs.GetQueryResults', 'logs.FilterLogEvents'],
      {
        'log-group': logGroupArns(features),
      },
    ),
    allow('FollowQueries', ['logs.StopQuery', 'logs.DescribeLogGroups'], anything),
    allow(
      'SeeBedrockSetup',
      ['bedrock.GetModelInvocationLoggingConfiguration', 'bedrock.ListInferenceProfiles'],
      anything,
    ),
    allow(
      'ResolveInferenceProfiles',
      ['bedrock.GetInferenceProfile', 'bedrock.ListTagsForResource'],
      { 'inference-profile': inferenceProfileArns(features) },
    ),
    ...(features.regions === 'all'
      ? [allow('FindRegions', ['account.ListRegions'], anything)]
      : []),
  ];
}

type Resources = Partial<Record<OperationAction['on'], readonly string[]>>;

function allow(
  sid: string,
  operations: readonly ServerOperation[],
  resources: Resources,
): PolicyStatement {
  const needed: OperationAction[] = operations.map((operation) => operationActions[operation]);
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: needed.flatMap(({ action }) => action ?? []),
    Resource: [...new Set(needed.flatMap(({ on }) => resources[on] ?? []))],
  };
}

function logGroupArns({ partition, accountId, regions, logGroups }: ReadingFeatures): string[] {
  return regionNames(regions).flatMap((region) =>
    logGroups.map((group) => `arn:${partition}:logs:${region}:${accountId}:log-group:${group}:*`),
  );
}

function inferenceProfileArns({ partition, accountId, regions }: ReadingFeatures): string[] {
  return regionNames(regions).map(
    (region) => `arn:${partition}:bedrock:${region}:${accountId}:application-inference-profile/*`,
  );
}

function readerRoleArn({ partition, readerRoleName }: Features, account: string): string {
  return `arn:${partition}:iam::${account}:role/${readerRoleName}`;
}

function regionNames(regions: Features['regions']): readonly string[] {
  return regions === 'all' ? ['*'] : regions;
}
