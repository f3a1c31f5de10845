import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, testEmulator } from '../test-emulator.testing.ts';
import type { TestEmulator } from '../test-emulator.testing.ts';
import { signedFetch } from '../wire/signed-fetch.testing.ts';
import type { WireRequest } from '../wire/signed-fetch.testing.ts';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await testEmulator();
});

afterAll(() => emulator.stop());

function send(request: Partial<WireRequest>) {
  const credentials = emulator.credentials(ACCOUNT);
  return signedFetch(emulator.url, { service: 'logs', credentials, ...request });
}

const target = (name: string) => ({ headers: { 'x-amz-target': name } });

test.each<[string, Partial<WireRequest>, number, string]>([
  [
    'an unknown service',
    { ...target('DynamoDB_20120810.Query'), body: '{}' },
    400,
    'UnknownOperationException',
  ],
  [
    'an unknown operation',
    { ...target('Logs_20140328.Fly'), body: '{}' },
    400,
    'UnknownOperationException',
  ],
  [
    'a name that every object has',
    { ...target('Logs_20140328.toString'), body: '{}' },
    400,
    'UnknownOperationException',
  ],
  ['an unknown path', { method: 'GET', path: '/nowhere' }, 404, 'UnknownOperationException'],
  ['no JSON', { ...target('Logs_20140328.StartQuery'), body: '{' }, 400, 'SerializationException'],
  [
    'no object',
    { ...target('Logs_20140328.StartQuery'), body: '[1]' },
    400,
    'SerializationException',
  ],
])('A request for %s is refused', async (_, request, status, type) => {
  const answer = await send(request);
  expect(answer).toMatchObject({ status, headers: { 'x-amzn-errortype': type } });
  expect(JSON.parse(answer.body)).toMatchObject({ __type: type });
});

test('A body that no operation takes is not read to its end', async () => {
  const request = { ...target('Logs_20140328.PutLogEvents'), body: 'x'.repeat(11 * 2 ** 20) };
  expect(await send(request)).toMatchObject({ status: 413 });
});
