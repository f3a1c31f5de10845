import { join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

import { Alarms } from './components/alarms.ts';
import { alarmThresholds } from './components/alarm-thresholds.ts';
import { apiLogRole } from './components/api-log-role.ts';
import { FrontDoor } from './components/front-door.ts';
import { functionLogGroupName, ServerFunction } from './components/function.ts';
import { Image } from './components/image.ts';
import { InvocationLogging, refuseOtherLogging } from './components/invocation-logging.ts';
import { Repository } from './components/repository.ts';
import { Role } from './components/role.ts';
import { Secrets } from './components/secrets.ts';
import { SessionsTable } from './components/sessions-table.ts';
import { readConfig } from './config/read-config.ts';
import { functionEnvironment } from './environment/function-environment.ts';
import { readImageContext } from './image/image-context.ts';
import { configFeatures } from './permissions/config-features.ts';

const config = readConfig();
const context = readImageContext(join(import.meta.dirname, '../../packages/mcp-server/image'));
const { functionName, protect: isProtected, architecture, region } = config;
const tags = { ...config.tags, 'bedrock-spend:stack': pulumi.getStack() };
const place = { region, profile: new pulumi.Config('aws').get('profile') ?? null };
const tableName = `${functionName}-sessions`;

const accountId = aws.getCallerIdentityOutput().accountId;
const partition = aws.getPartitionOutput().partition;
const ownArn = (service: string, resource: string) =>
  pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;

// What AWS has may end the run, so it is read before anything is made.
const { invocationLogging: logging } = config;
if (logging?.enabled === true) await refuseOtherLogging(place, logging);
const logRole =
  config.frontDoor === 'api-gateway'
    ? await apiLogRole(place, { functionName, partition, tags })
    : undefined;

const table = new SessionsTable('sessions', {
  name: tableName,
  hasPointInTimeRecovery: config.pointInTimeRecovery,
  isProtected,
  tags,
});

const secrets = new Secrets('keys', {
  name: `${functionName}-keys`,
  sessionKeyGeneration: config.sessionKeyGeneration,
  hasPseudonymKey: config.pseudonyms,
  isProtected,
  tags,
});

const repository = new Repository('repository', {
  name: config.repositoryName,
  isAdopted: config.adoptRepository,
  imagesToKeep: config.imagesToKeep,
  functionArn: ownArn('lambda', `function:${functionName}`),
  tags,
});

const image = new Image('image', {
  context,
  architecture,
  baseImage: config.baseImage,
  repository,
});

const role =
  config.roleArn === undefined
    ? new Role('role', {
        // Roles have no region: two servers of a name in two regions would be at odds.
        name: `${functionName}-${region}`,
        features: pulumi
          .all([
            partition,
            accountId,
            table.arn,
            secrets.arn,
            ownArn('logs', `log-group:${functionLogGroupName(functionName)}`),
          ])
          .apply(([partition, accountId, sessionsTableArn, secretArn, functionLogGroupArn]) =>
            configFeatures(config, {
              partition,
              accountId,
              sessionsTableArn,
              secretArn,
              functionLogGroupArn,
            }),
          ),
        hasTracing: config.tracing,
        permissionsBoundaryArn: config.permissionsBoundaryArn,
        tags,
      })
    : { arn: pulumi.output(config.roleArn), ready: [] };

const serverFunction = new ServerFunction('server', {
  name: functionName,
  imageUri: image.uri,
  roleArn: role.arn,
  memoryMb: config.memory,
  timeoutSeconds: config.timeout,
  architecture,
  reservedConcurrency: config.reservedConcurrency,
  hasTracing: config.tracing,
  logRetentionDays: config.logRetentionDays,
  environment: functionEnvironment(config, {
    tableName,
    secretArn: secrets.arn,
    secretVersionId: secrets.versionId,
  }),
  after: [...role.ready, ...repository.ready],
  tags,
});

const frontDoor = new FrontDoor('front-door', {
  config,
  serverFunction,
  stageAfter: logRole === undefined ? [] : [logRole.setting],
  tags,
});

const alarms =
  config.alarms === undefined
    ? undefined
    : new Alarms('alarms', {
        accountId,
        partition,
        region,
        functionName,
        timeoutSeconds: config.timeout,
        api:
          config.frontDoor === 'api-gateway'
            ? { name: config.apiName, stage: config.stageName }
            : null,
        ...alarmThresholds(config),
        notify: config.alarms,
        tags,
      });

const invocationLogging =
  logging?.enabled === true
    ? new InvocationLogging('invocation-logging', {
        accountId,
        partition,
        place,
        logGroupName: logging.logGroup,
        makesLogGroup: !logging.adoptLogGroup,
        retentionDays: logging.retentionDays ?? 400,
        kmsKeyArn: logging.kmsKeyArn,
        isProtected,
        tags,
      })
    : undefined;

/** What `nx deploy` shows at its end, and `docs/deploy.md` explains. */
const outputs: Record<string, pulumi.Input<string> | undefined> = {
  mcpUrl: pulumi.interpolate`${frontDoor.url}/mcp`,
  apiUrl: frontDoor.url,
  apiKey: frontDoor.key?.value,
  apiKeyId: frontDoor.key?.keyId,
  usagePlanId: frontDoor.key?.usagePlanId,
  domainTarget: frontDoor.domain?.target,
  imageUri: image.uri,
  imageTag: image.tag,
  roleArn: role.arn,
  functionArn: serverFunction.arn,
  sessionsTableName: table.tableName,
  secretArn: secrets.arn,
  functionLogGroup: serverFunction.logGroupName,
  accessLogGroup: frontDoor.api?.accessLogGroupName,
  alarmTopicArn: alarms?.topicArn,
  invocationLogGroup: invocationLogging?.logGroupName,
  frontDoor: config.frontDoor,
};

// One object, because Pulumi warns of an export that is undefined, and some depend on the settings.
export default Object.fromEntries(
  Object.entries(outputs).filter(([, value]) => value !== undefined),
);
