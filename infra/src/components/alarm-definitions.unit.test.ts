import { describe, expect, it } from 'vitest';

import { alarmDefinitions, type AlarmSubject } from './alarm-definitions.ts';
import { alarmThresholds } from './alarm-thresholds.ts';

const subject: AlarmSubject = {
  functionName: 'spend',
  timeoutSeconds: 300,
  api: { name: 'Spend API', stage: 'prod' },
  scannedBytesPerDay: 5e10,
  paidRequestsPerDay: 40,
};

describe('the alarms', () => {
  it('watch AWS and the server itself, by the dimensions that the metrics have', () => {
    const watched = alarmDefinitions(subject).map(({ namespace, metric, dimensions }) => [
      `${namespace}/${metric}`,
      dimensions,
    ]);
    expect(Object.fromEntries(watched)).toEqual({
      'AWS/Lambda/Errors': { FunctionName: 'spend' },
      'AWS/Lambda/Throttles': { FunctionName: 'spend' },
      'AWS/Lambda/Duration': { FunctionName: 'spend' },
      'AWS/ApiGateway/5XXError': { ApiName: 'Spend API', Stage: 'prod' },
      'BedrockSpend/ScannedBytes': { FunctionName: 'spend' },
      'BedrockSpend/PaidRequests': { FunctionName: 'spend' },
    });
  });

  it.each([
    [300, 270_000],
    [7, 6300],
    [900, 810_000],
  ])('go off when calls take over 90 %% of %i seconds', (timeoutSeconds, thresholdMs) => {
    expect(named('duration', { ...subject, timeoutSeconds })).toMatchObject({
      threshold: thresholdMs,
      statistic: 'Maximum',
    });
  });

  it('go off at the first error, throttle and 5xx', () => {
    for (const name of ['errors', 'throttles', '5xx']) {
      expect(named(name)).toMatchObject({ threshold: 0, statistic: 'Sum', periodSeconds: 300 });
    }
  });

  it('sum what the server spends over a day', () => {
    expect(named('scanned-bytes')).toMatchObject({
      statistic: 'Sum',
      periodSeconds: 86_400,
      threshold: 5e10,
    });
    expect(named('paid-requests')).toMatchObject({ periodSeconds: 86_400, threshold: 40 });
  });

  it('count 5xx at the function URL where there is no API', () => {
    expect(named('5xx', { ...subject, api: null })).toMatchObject({
      namespace: 'AWS/Lambda',
      metric: 'Url5xxCount',
      dimensions: { FunctionName: 'spend' },
    });
  });

  it('leave out what nobody may spend', () => {
    const names = alarmDefinitions({ ...subject, paidRequestsPerDay: null }).map(
      ({ name }) => name,
    );
    expect(names).not.toContain('paid-requests');
    expect(names).toContain('scanned-bytes');
  });

  it.each(alarmDefinitions(subject).map((alarm) => [alarm.name, alarm] as const))(
    'say what to do: %s',
    (_name, { description }) => {
      expect(description).toMatch(/\b(?:Read|Raise|Look|See) /);
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      expect(description.length).toBeLessThanOrEqual(1024);
    },
  );
});

describe('the thresholds of spend', () => {
  it.each([
    ['100 GB and 100 requests, unless something is set', {}, [1e11, 100]],
    [
      '80 % of the limits, before these stop the server',
      { limits: { scannedBytesPerDay: 1e12, paidRequestsPerDay: 50 } },
      [8e11, 40],
    ],
    [
      'what the alarms have',
      {
        alarms: { scannedBytesPerDay: 7, paidRequestsPerDay: 3 },
        limits: { scannedBytesPerDay: 1e12, paidRequestsPerDay: 50 },
      },
      [7, 3],
    ],
    [
      'nothing where nothing may be spent',
      { limits: { scannedBytesPerDay: 0, paidRequestsPerDay: 0 } },
      [null, null],
    ],
  ])('are %s', (_title, settings, [scannedBytesPerDay, paidRequestsPerDay]) => {
    expect(alarmThresholds(settings)).toEqual({ scannedBytesPerDay, paidRequestsPerDay });
  });
});

function named(name: string, of: AlarmSubject = subject) {
  return alarmDefinitions(of).find((alarm) => alarm.name === name);
}
