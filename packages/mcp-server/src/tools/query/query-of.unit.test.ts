import type { Query } from '@bedrock-spend/core';
import { describe, expect, it } from 'vitest';

import { inputSchema } from '../bedrock-report/input-schema.ts';
import { queryOf } from './query-of.ts';

describe('the query of a call', () => {
  it.each([
    [{ region: 'us-east-1' }, { regions: ['us-east-1'] }],
    [{ region: 'us-east-1, eu-west-1' }, { regions: ['us-east-1', 'eu-west-1'] }],
    [{ region: ['us-east-1', 'eu-west-1'] }, { regions: ['us-east-1', 'eu-west-1'] }],
    [{ region: 'all' }, { regions: ['all'] }],
    [{ log_group_name: '/a,/b' }, { logGroups: ['/a', '/b'] }],
    [{ aws_account_id: '123456789012' }, { accounts: ['123456789012'] }],
    [{ time_zone: 'Europe/Berlin' }, { timeZone: 'Europe/Berlin' }],
    [{ group_by: 'day,requestMetadata.team' }, { groupBy: ['day', 'requestMetadata.team'] }],
    [
      { where: ['model=a,b', 'model=c', 'region!=eu-west-1'] },
      {
        where: [
          { dimension: 'model', values: ['a,b', 'c'], negated: false },
          { dimension: 'region', values: ['eu-west-1'], negated: true },
        ],
      },
    ],
    [
      { where: 'principal=arn:aws:sts::1:assumed-role/r/user=x' },
      {
        where: [
          {
            dimension: 'principal',
            values: ['arn:aws:sts::1:assumed-role/r/user=x'],
            negated: false,
          },
        ],
      },
    ],
  ])('for %j is %j', (given, wanted) => {
    expect(queryOf(inputSchema.parse(given), {})).toMatchObject(wanted);
  });
});

describe("the server's defaults", () => {
  const defaults: Query = { days: 30, timeZone: 'Asia/Tokyo', regions: ['us-east-1'] };

  it('fill what a call leaves open', () => {
    expect(defined(queryOf({}, defaults))).toEqual(defaults);
  });

  it.each([
    [{ month: '2025-04' }, { days: 30 }, { month: '2025-04' }],
    [{ since: '2025-04-06' }, { days: 30 }, { since: '2025-04-06' }],
    [{ until: '2025-04-22' }, { days: 30 }, { days: 30, until: '2025-04-22' }],
    [{ days: 3 }, { month: '2025-04' }, { days: 3 }],
    [{ until: '2025-04-22' }, { month: '2025-04' }, { until: '2025-04-22' }],
    [{ days: 3 }, { since: '2025-04-01', until: '2025-04-22' }, { days: 3, until: '2025-04-22' }],
    [{ since: '2025-04-06' }, { since: '2025-04-01' }, { since: '2025-04-06' }],
  ])('give way to %j: %j becomes %j', (given, usual, wanted) => {
    expect(defined(queryOf(given, usual))).toEqual(wanted);
  });

  it('do not hide a contradiction within a call', () => {
    expect(defined(queryOf({ month: '2025-04', days: 3 }, {}))).toEqual({
      month: '2025-04',
      days: 3,
    });
  });
});

function defined(query: Query): Partial<Query> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
