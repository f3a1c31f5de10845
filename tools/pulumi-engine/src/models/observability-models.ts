import { physicalName } from './physical-name.ts';
import { arnIn } from './place.ts';
import type { ResourceModels } from './resource-model.ts';
import { text } from './text.ts';

/** Logs, alarms, and who is told of them. */
export const observabilityModels: ResourceModels = {
  'aws:cloudwatch/logGroup:LogGroup': (resource) => {
    const name = physicalName(resource);
    return { id: name, outputs: { name, arn: arnIn(resource.place, 'logs', `log-group:${name}`) } };
  },
  'aws:cloudwatch/metricAlarm:MetricAlarm': (resource) => {
    const name = physicalName(resource);
    const arn = arnIn(resource.place, 'cloudwatch', `alarm:${name}`);
    return { id: name, outputs: { name, arn } };
  },
  'aws:sns/topic:Topic': (resource) => {
    const name = physicalName(resource);
    const arn = arnIn(resource.place, 'sns', name);
    return { id: arn, outputs: { name, arn, owner: resource.place.accountId } };
  },
  'aws:sns/topicPolicy:TopicPolicy': ({ inputs, place }) => ({
    id: text(inputs, 'arn'),
    outputs: { owner: place.accountId },
  }),
  'aws:sns/topicSubscription:TopicSubscription': ({ inputs, place, digest }) => {
    const arn = `${text(inputs, 'topic')}:${digest(32)}`;
    const pendingConfirmation = inputs['protocol'] === 'email';
    return { id: arn, outputs: { arn, ownerId: place.accountId, pendingConfirmation } };
  },
  'aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration': ({
    place,
  }) => ({
    id: place.region,
    outputs: {},
  }),
};
