import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

import { alarmDefinitions, type AlarmDefinition, type AlarmSubject } from './alarm-definitions.ts';

/** Who is told, and of what. */
export interface AlarmsArgs extends AlarmSubject {
  accountId: pulumi.Input<string>;
  partition: pulumi.Input<string>;
  region: string;
  /** A topic that there is, or an address that a topic is made for, with a key of KMS. */
  notify: {
    topicArn?: string | undefined;
    email?: string | undefined;
    kmsKeyArn?: string | undefined;
  };
  tags: Record<string, string>;
}

/** The alarms of the server, and the topic that they go to. */
export class Alarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Alarms', name, {}, options);
    const { topicArn } = args.notify;
    this.topicArn = topicArn === undefined ? makeTopic(args, this) : pulumi.output(topicArn);
    for (const definition of alarmDefinitions(args)) this.#alarm(definition, args);
    this.registerOutputs({ topicArn: this.topicArn });
  }

  #alarm(definition: AlarmDefinition, { functionName, tags }: AlarmsArgs): void {
    void new aws.cloudwatch.MetricAlarm(
      `alarm-${definition.name}`,
      {
        name: `${functionName}-${definition.name}`,
        alarmDescription: definition.description,
        namespace: definition.namespace,
        metricName: definition.metric,
        dimensions: definition.dimensions,
        statistic: definition.statistic,
        period: definition.periodSeconds,
        evaluationPeriods: definition.periods.watched,
        datapointsToAlarm: definition.periods.above,
        threshold: definition.threshold,
        comparisonOperator: 'GreaterThanThreshold',
        // No calls, no data: a quiet server is a healthy one.
        treatMissingData: 'notBreaching',
        alarmActions: [this.topicArn],
        okActions: [this.topicArn],
        tags,
      },
      { parent: this },
    );
  }
}

function makeTopic(args: AlarmsArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { functionName, notify, tags } = args;
  const topic = new aws.sns.Topic(
    'alarm-topic',
    {
      name: `${functionName}-alarms`,
      displayName: `Alarms of ${functionName}`,
      // Alarms cannot publish through AWS's own key of SNS, so it is a key of the reader's or the
      // encryption of disks that SNS always has:
      // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
      ...(notify.kmsKeyArn !== undefined && { kmsMasterKeyId: notify.kmsKeyArn }),
      tags,
    },
    { parent },
  );
  const policy = new aws.sns.TopicPolicy(
    'alarm-topic-policy',
    { arn: topic.arn, policy: publishPolicy(args, topic.arn) },
    { parent },
  );
  if (notify.email !== undefined) {
    void new aws.sns.TopicSubscription(
      'alarm-email',
      { topic: topic.arn, protocol: 'email', endpoint: notify.email },
      { parent },
    );
  }
  // An alarm that is made before the topic lets it in could go off unheard.
  return pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
}

/** Alarms of this account and region may publish, nobody else. */
function publishPolicy(
  { partition, region, accountId }: AlarmsArgs,
  topicArn: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LetAlarmsPublish',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: {
            'aws:SourceArn': pulumi.interpolate`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`,
          },
        },
      },
    ],
  });
}
