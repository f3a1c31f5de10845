import { plain } from '@bedrock-spend/pulumi-engine';

import { finding, type PolicedResource, type PolicyCheck } from './policy-check.ts';

/** Every log ends: each group says after how many days, and nothing writes to one that AWS makes. */
export const logRetention: PolicyCheck = (resources) => {
  const groups = resources.filter(({ type }) => type === 'aws:cloudwatch/logGroup:LogGroup');
  const names = new Set(groups.map(({ inputs }) => plain(inputs['name'])));
  const endless = groups
    .filter(({ inputs }) => !(Number(inputs['retentionInDays'] ?? 0) > 0))
    .map((group) => finding(group, 'keeps events forever: set retentionInDays'));
  const others = resources.flatMap((resource) =>
    problemsWith(resource, names).map((problem) => finding(resource, problem)),
  );
  return [...endless, ...others];
};

function problemsWith({ type, inputs }: PolicedResource, names: ReadonlySet<unknown>): string[] {
  if (type === 'aws:lambda/function:Function') {
    const { logGroup } = (plain(inputs['loggingConfig']) ?? {}) as { logGroup?: string };
    return names.has(logGroup)
      ? []
      : ['logs to a group that Lambda makes and keeps forever: make one and name it'];
  }
  if (type === 'aws:apigateway/methodSettings:MethodSettings') {
    const { loggingLevel = 'OFF', dataTraceEnabled } = plain(inputs['settings']) as {
      loggingLevel?: string;
      dataTraceEnabled?: boolean;
    };
    return [
      ...(loggingLevel === 'OFF'
        ? []
        : ['has an execution log, which API Gateway keeps forever: set loggingLevel OFF']),
      ...(dataTraceEnabled === true
        ? ['logs what is asked and answered: set dataTraceEnabled false']
        : []),
    ];
  }
  return [];
}
