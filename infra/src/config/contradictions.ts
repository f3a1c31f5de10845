import { namespace } from './setting-problem.ts';
import type { Settings } from './settings-schema.ts';

/** What cannot be together: each rule gives the sentence that tells which of the two has to go. */
export function contradictions(
  settings: Settings,
  { given, region }: { given: ReadonlySet<string>; region: string },
): string[] {
  return [
    ...functionUrlRules(settings, given),
    ...tokenRules(settings, given),
    ...domainRules(settings, region),
    ...roleRules(settings),
    ...repositoryRules(settings, given),
    ...readingRules(settings, given),
    ...alarmRules(settings, region),
    ...invocationLoggingRules(settings),
  ].map((sentence) => `${namespace}:${sentence}`);
}

const ofApiGateway: Readonly<Record<string, string>> = {
  domain: "a function URL takes no name of one's own",
  throttle: 'a function URL limits no rate; reservedConcurrency bounds how much runs at a time',
  quota: "a function URL counts nobody's requests; limits.requestsPerMinute does",
  oauth: 'its callers sign with AWS credentials, in the header that tokens would be in',
  apiName: 'there is no REST API to name',
  stageName: 'a function URL has no stages',
};

function functionUrlRules({ frontDoor }: Settings, given: ReadonlySet<string>): string[] {
  if (frontDoor !== 'function-url') return [];
  return Object.entries(ofApiGateway)
    .filter(([key]) => given.has(key))
    .map(([key, why]) => `${key} does not go with frontDoor function-url: ${why}; ${remove(key)}`);
}

function tokenRules({ frontDoor, oauth, domain }: Settings, given: ReadonlySet<string>): string[] {
  if (oauth === undefined || frontDoor !== 'api-gateway') return [];
  const needsName =
    'oauth needs domain: under the address of API Gateway the stage stands before the path, where clients do not find what they have to know to log in';
  return [
    ...(domain === undefined ? [needsName] : []),
    ...(domain?.basePath === undefined
      ? []
      : [
          'domain.basePath does not go with oauth: clients look for /.well-known/ at the root of the name; leave the path out or take another name',
        ]),
    ...(given.has('quota')
      ? [
          `quota does not go with oauth: API Gateway counts by key, and callers with tokens have none; ${remove('quota')} and use limits.requestsPerMinute`,
        ]
      : []),
  ];
}

function domainRules({ domain }: Settings, region: string): string[] {
  const certificateRegion = domain?.certificateArn.split(':')[3];
  return certificateRegion === undefined || region === '' || certificateRegion === region
    ? []
    : [
        `domain.certificateArn must be in ${region}, the region of the API, not in ${certificateRegion}: request a certificate there`,
      ];
}

function roleRules({ roleArn, permissionsBoundaryArn }: Settings): string[] {
  return roleArn !== undefined && permissionsBoundaryArn !== undefined
    ? [
        `permissionsBoundaryArn does not go with roleArn, which is left as it is: ${remove('permissionsBoundaryArn')}`,
      ]
    : [];
}

function repositoryRules(
  { adoptRepository, repositoryName }: Settings,
  given: ReadonlySet<string>,
): string[] {
  if (!adoptRepository) return [];
  return [
    ...(repositoryName === undefined
      ? ['adoptRepository needs repositoryName, the repository that exists already']
      : []),
    ...(given.has('imagesToKeep')
      ? [
          `imagesToKeep does not go with adoptRepository, which leaves the repository as it is: ${remove('imagesToKeep')}`,
        ]
      : []),
  ];
}

function readingRules(
  { accounts, limits, timeout }: Settings,
  given: ReadonlySet<string>,
): string[] {
  const forOthers = ['readerRoleName', 'externalId'].filter((key) => given.has(key));
  const callSeconds = limits?.callSeconds ?? 0;
  return [
    ...(accounts.length > 0
      ? []
      : forOthers.map((key) => `${key} is for reading other accounts: name them in accounts`)),
    ...(callSeconds < timeout
      ? []
      : [
          `limits.callSeconds must be less than timeout, which is ${timeout} seconds, for the server to say that it gave up`,
        ]),
  ];
}

function alarmRules({ alarms }: Settings, region: string): string[] {
  if (alarms === undefined) return [];
  const { email, topicArn, kmsKeyArn } = alarms;
  const topicRegion = topicArn?.split(':')[3] ?? region;
  return [
    ...(email === undefined && topicArn === undefined
      ? ['alarms needs email or topicArn, for somebody to be told']
      : []),
    ...(email !== undefined && topicArn !== undefined
      ? [
          'alarms.email does not go with alarms.topicArn, a topic that is left as it is: subscribe the address to it and leave email out',
        ]
      : []),
    ...(kmsKeyArn !== undefined && topicArn !== undefined
      ? [
          'alarms.kmsKeyArn does not go with alarms.topicArn, a topic that is left as it is: leave the key out',
        ]
      : []),
    ...(region === '' || topicRegion === region
      ? []
      : [`alarms.topicArn must be in ${region}, where the alarms are, not in ${topicRegion}`]),
  ];
}

function invocationLoggingRules({ invocationLogging, logGroups }: Settings): string[] {
  if (invocationLogging?.enabled !== true) return [];
  const { logGroup, adoptLogGroup, retentionDays, kmsKeyArn } = invocationLogging;
  const left = [
    ...(retentionDays === undefined ? [] : ['retentionDays']),
    ...(kmsKeyArn === undefined ? [] : ['kmsKeyArn']),
  ];
  return [
    ...(logGroups.includes(logGroup)
      ? []
      : [
          `invocationLogging.logGroup is not among logGroups, so the server would not read it: add ${logGroup} to logGroups`,
        ]),
    ...(adoptLogGroup
      ? left.map(
          (key) =>
            `invocationLogging.${key} does not go with adoptLogGroup, which leaves the log group as it is: leave it out`,
        )
      : []),
  ];
}

function remove(key: string): string {
  return `remove it with: npx nx config infra rm ${key}`;
}
