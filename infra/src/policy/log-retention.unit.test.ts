import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { logRetention } from './log-retention.ts';

const logGroup = resource('aws:cloudwatch/logGroup:LogGroup', {
  name: '/a',
  retentionInDays: 30,
});
const logsTo = (name: string) =>
  resource('aws:lambda/function:Function', { loggingConfig: { logGroup: name } });
const methodSettings = (settings: object) =>
  resource('aws:apigateway/methodSettings:MethodSettings', { settings });

describe('logRetention', () => {
  it('lets groups that end and what writes to them be', () => {
    const quiet = methodSettings({ loggingLevel: 'OFF', dataTraceEnabled: false });
    expect(problems(logRetention, logGroup, logsTo('/a'), quiet)).toEqual([]);
  });

  it.each([
    ['a group without an end', resource('aws:cloudwatch/logGroup:LogGroup', { name: '/b' })],
    [
      'an end after 0 days, which is none',
      resource('aws:cloudwatch/logGroup:LogGroup', { name: '/b', retentionInDays: 0 }),
    ],
    ['a function with a group of its own making', logsTo('/aws/lambda/x')],
    ['a function that names no group', resource('aws:lambda/function:Function', {})],
    ['an execution log', methodSettings({ loggingLevel: 'INFO' })],
    ['bodies in a log', methodSettings({ loggingLevel: 'OFF', dataTraceEnabled: true })],
  ])('finds %s', (_title, broken) => {
    expect(problems(logRetention, logGroup, broken)).toHaveLength(1);
  });
});
