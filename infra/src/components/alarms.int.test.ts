import { plain, type ProgramRun, type RegisteredResource } from '@bedrock-spend/pulumi-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACCOUNT, openWorkplace, REGION, type Workplace } from './workplace.testing.ts';

const topicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:on-call`;

let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.close());

describe('alarms', { timeout: 60_000 }, () => {
  it('are not made unless somebody is to be told', async () => {
    const run = await workplace.run();
    expect(ofType(run, 'aws:cloudwatch/metricAlarm:MetricAlarm')).toEqual([]);
  });

  it('go to a topic of their own, which only alarms of the account can write to', async () => {
    const run = await workplace.run({ alarms: { email: 'team@example.com' } });
    const made = `arn:aws:sns:${REGION}:${ACCOUNT}:bedrock-spend-alarms`;
    const [subscription] = ofType(run, 'aws:sns/topicSubscription:TopicSubscription');
    expect(inputsOf(subscription)).toMatchObject({
      topic: made,
      protocol: 'email',
      endpoint: 'team@example.com',
    });
    const [policy] = ofType(run, 'aws:sns/topicPolicy:TopicPolicy');
    expect(JSON.parse(inputsOf(policy)['policy'] as string)).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: made,
          Condition: {
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
            ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:*` },
          },
        },
      ],
    });
    const alarms = ofType(run, 'aws:cloudwatch/metricAlarm:MetricAlarm');
    expect(alarms).toHaveLength(6);
    expect(run.outputs['alarmTopicArn']).toBe(made);
    for (const alarm of alarms) {
      expect(alarm.dependencies).toContain(policy?.urn);
      expect(inputsOf(alarm)).toMatchObject({
        alarmActions: [made],
        okActions: [made],
        treatMissingData: 'notBreaching',
        comparisonOperator: 'GreaterThanThreshold',
      });
    }
  });

  it('go to the topic that is given, and leave it as it is', async () => {
    const run = await workplace.run({ alarms: { topicArn }, frontDoor: 'function-url' });
    expect(run.resources.filter(({ type }) => type.startsWith('aws:sns/'))).toEqual([]);
    const alarms = ofType(run, 'aws:cloudwatch/metricAlarm:MetricAlarm').map(inputsOf);
    expect(alarms.map(({ alarmActions }) => alarmActions)).toEqual(
      Array.from({ length: 6 }, () => [topicArn]),
    );
    expect(alarms.map(({ metricName }) => metricName)).toContain('Url5xxCount');
  });
});

function ofType({ resources }: ProgramRun, type: string): RegisteredResource[] {
  return resources.filter((resource) => resource.type === type);
}

function inputsOf(resource: RegisteredResource | undefined): Record<string, unknown> {
  return plain(resource?.inputs) as Record<string, unknown>;
}
