import { publishedExample, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { LogSource, ReadRequest } from '@bedrock-spend/core';
import { cloudwatchSource } from '@bedrock-spend/core/cloudwatch';
import { emulatedAws, publishedAccount } from '../aws-server.testing.ts';
import type { AppOptions } from '../http.ts';
import { callMessage, openSession, post } from '../json-rpc.testing.ts';
import { guardedServer } from './guarded-server.testing.ts';

const usual = '/aws/bedrock/modelinvocations';
const allow = { logGroups: ['/aws/bedrock/*'] };

let aws: SpawnedEmulator;

beforeAll(async () => {
  aws = await emulatedAws(publishedExample());
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

beforeEach(() => aws.control.clearRequests());

it.each([
  ['beside those allowed', '/private/payroll'],
  ['that climbs out of those allowed', '/aws/bedrock/../../private/payroll'],
  ['that hides in a path', '/aws/bedrock/./../private'],
  ['in capitals', '/AWS/BEDROCK/modelinvocations'],
])('a log group %s is asked of AWS without an allow-list, and not with one', async (_, name) => {
  const source = cloudwatchSource();

  await report({ source }, name);
  expect(await inputsAsked()).toContain(name);

  await aws.control.clearRequests();
  const refused = await report({ source, allow }, name);
  expect(refused).toContain('may not read log group');
  expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
});

it.each([
  ['an ARN', `arn:aws:logs:us-east-1:${publishedAccount}:log-group:/private/payroll`],
  ['the ARN of another account', `arn:aws:logs:eu-west-1:333333333333:log-group:${usual}:*`],
  ['a wildcard', '/aws/bedrock/*'],
  ['a line break', `${usual}\n/private/payroll`],
])(
  '%s in the place of a log group is asked of AWS where names are not checked, and not where they are',
  async (_, name) => {
    const unchecked = withoutNameCheck(cloudwatchSource(), name);

    await report({ source: unchecked }, usual);
    expect(await inputsAsked()).toContain(JSON.stringify(name).slice(1, -1));

    await aws.control.clearRequests();
    const refused = await report({ source: cloudwatchSource() }, name);
    expect(refused).toContain('Give a log group by its name');
    expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
  },
);

async function report(options: Partial<AppOptions>, logGroup: string): Promise<string> {
  const { url } = await guardedServer(options);
  const session = await openSession(url);
  const asked = { region: 'us-east-1', log_group_name: [logGroup], days: 17, until: '2025-04-22' };
  return (await post(url, callMessage('bedrock-report', asked), { session })).text();
}

/** What AWS was asked, as text. */
async function inputsAsked(): Promise<string> {
  const requests = await aws.control.requests({ service: 'logs' });
  return JSON.stringify(requests.map(({ input }) => input));
}

/** The source as it would be asked if a name passed that is none. */
function withoutNameCheck(source: LogSource, name: string): LogSource {
  const asked = (request: ReadRequest): ReadRequest => ({
    ...request,
    query: { ...request.query, logGroups: [name] },
  });
  return {
    ...source,
    expand: async (request) => (await source.expand?.(asked(request))) ?? [source],
    read: (request) => source.read(asked(request)),
  };
}
