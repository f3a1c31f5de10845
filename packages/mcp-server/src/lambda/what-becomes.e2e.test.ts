import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { startFunctionUrl } from '@bedrock-spend/lambda-harness';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';

import { initializeMessage, post } from '../json-rpc.testing.ts';
import { apiKey, taskRootOf, testFunction, testRestApi } from './function.testing.ts';

/** What a client gets; no text where its connection was cut. */
interface Outcome {
  status: number;
  text: string | null;
}

const page = readFileSync(new URL('../../../../docs/lambda.md', import.meta.url), 'utf8');
const [, section = ''] = page.split('## What becomes of an answer');
const rows = [
  ...section.matchAll(/^\| (.+?) +\| (streams|does not|any) +\| (\d{3}) +\| (.+?) +\|$/gm),
].map(([, name = '', front = '', status = '', result = '']) => ({
  name,
  front,
  status: Number(status),
  result,
}));

const bundle = fileURLToPath(new URL('../../bundle', import.meta.url));
const keys = { 'x-api-key': apiKey };
const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} };
let odd: Awaited<ReturnType<typeof taskRootOf>>;

beforeAll(async () => {
  odd = await taskRootOf('odd-answers.testing.ts');
});
afterAll(() => odd.remove());

async function streamed(path: string): Promise<Outcome> {
  const target = await testFunction({ taskRoot: odd.folder, timeoutMs: 3000 });
  return asked(`${await testRestApi(target)}${path}`);
}

async function inOnePiece(path: string): Promise<Outcome> {
  const handler = 'lambda.bufferedHandler';
  const target = await testFunction({ taskRoot: odd.folder, timeoutMs: 3000, handler });
  return asked(`${await testRestApi(target, { transferMode: 'BUFFERED' })}${path}`);
}

async function asked(url: string): Promise<Outcome> {
  const response = await fetch(url, {
    method: 'POST',
    headers: keys,
    body: JSON.stringify(message),
  });
  return { status: response.status, text: await response.text().catch(() => null) };
}

const cases: Readonly<Record<string, () => Promise<Outcome>>> = {
  'it takes its time (streams)': () => streamed('/late?ms=300'),
  'events break off through a fault of the server (streams)': () => streamed('/break-events'),
  'another body breaks off (streams)': () => streamed('/break-json'),
  'it breaks off (does not)': () => inOnePiece('/break-json'),
  'it is larger than 6 MB (load balancer: 1 MB) (does not)': () => inOnePiece('/big?bytes=7000000'),
  'events do not end in time (streams)': () => streamed('/endless'),
  'it has no end when the time is over (does not)': () => inOnePiece('/endless'),
  async 'the event is no HTTP request: a queue, a timer (any)'() {
    const target = await testFunction({ taskRoot: odd.folder, handler: 'lambda.bufferedHandler' });
    const { payload } = await target.invoke({ Records: [] }, { mode: 'buffered' });
    const { statusCode, body } = JSON.parse(await text(payload)) as {
      statusCode: number;
      body: string;
    };
    return { status: statusCode, text: body };
  },
  async 'the settings are wrong (any)'() {
    const environment = { BEDROCK_SPEND_SERVER_SETTINGS: '{"apikeys":[]}' };
    const target = await testFunction({ taskRoot: bundle, environment });
    return asked(`${await testRestApi(target)}/mcp`);
  },
  async 'nobody has said who calls (any)'() {
    const target = await testFunction({ taskRoot: bundle });
    const front = await startFunctionUrl({
      target,
      invokeMode: 'RESPONSE_STREAM',
      authType: 'NONE',
    });
    onTestFinished(() => front.close());
    const response = await post(`${front.url}/mcp`, initializeMessage);
    return { status: response.status, text: await response.text() };
  },
};

it('has a case for each row of the table, and no other', () => {
  expect(rows.map(({ name, front }) => `${name} (${front})`)).toEqual(Object.keys(cases));
});

it.each(rows)(
  '$name, through a front that $front: $status',
  async ({ name, front, status, result }) => {
    const outcome = await cases[`${name} (${front})`]?.();

    expect(outcome?.status).toBe(status);
    expect(outcome?.text === null).toBe(result.includes('cut'));
    const isError = result.includes('a JSON-RPC error');
    expect(/"error":\{"code":-32\d{3},/.test(outcome?.text ?? '')).toBe(isError);
    const code = /-32\d{3}/.exec(result);
    expect(outcome?.text ?? '').toContain(code === null ? '' : `"code":${code[0]}`);
  },
);
