import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { spawnDynamodb, type SpawnedDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import type { LambdaFunction } from '@bedrock-spend/lambda-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { callMessage, openSession, post } from '../json-rpc.testing.ts';
import { apiKey, taskRootOf, testFunction, testRestApi } from './function.testing.ts';

const page = fileURLToPath(new URL('../../../../docs/lambda-cases.md', import.meta.url));
const command = fileURLToPath(new URL('../../../cli/bin/bedrock-spend.js', import.meta.url));
const headers = { 'x-api-key': apiKey };
const table = 'sessions';

interface Case {
  name: string;
  /** A line that `connect` takes. */
  call: string;
  status: number;
  body: Expected;
  shown: Expected;
}

interface Expected {
  found: string[];
  absent: string[];
}

/** What is done once the second notification of progress has come, by the name of the case. */
type Interruption = 'cancel' | 'hang up' | 'kill';
const interruptions: Record<string, Interruption> = {
  'its caller cancels it': 'cancel',
  'its client hangs up': 'hang up',
  'its instance is killed': 'kill',
};
const shortTimeout = 'a call longer than the function may take';

const cases = casesOf(await readFile(page, 'utf8'));
let taskRoot: string;
let removeTask: () => Promise<void>;
let dynamodb: SpawnedDynamodb;

beforeAll(async () => {
  ({ folder: taskRoot, remove: removeTask } = await taskRootOf('./answer-cases.testing.ts'));
  dynamodb = await spawnDynamodb();
  await dynamodb.createTable(table);
});

afterAll(async () => {
  await dynamodb.stop();
  await removeTask();
});

describe('the page of cases on Lambda', () => {
  it('has all that are known to be difficult', () => {
    expect(cases.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['several alphabets', 'binary', '6 MB', '20 MB', 'an error midway']),
    );
    expect(Object.keys(interruptions).every((name) => find(name) !== undefined)).toBe(true);
    expect(find(shortTimeout)).toBeDefined();
  });

  // Both at once, at a server of its own each: some of the cases take half a minute.
  it.each(cases)('$name: is answered and shown as it says', { timeout: 120_000 }, async (row) => {
    const [byHand, byClient] = [await server(row), await server(row)];
    const session = await openSession(byHand.url, { headers });

    const [{ status, body }, shown] = await Promise.all([
      answerOf(row, { ...byHand, session }),
      shownBy(row, byClient),
    ]);

    expect(status).toBe(row.status);
    expectText(body, row.body);
    expectText(shown, row.shown);
    // Whatever has become of a call, its session is as good as before.
    const next = await post(byHand.url, callMessage('languages', {}, 9), { session, headers });
    expect(await next.text()).toContain('Größe');
  });
});

async function server({ name }: Case): Promise<{ url: string; target: LambdaFunction }> {
  const target = await testFunction({
    taskRoot,
    timeoutMs: name === shortTimeout ? 4000 : 60_000,
    environment: { ...dynamodb.environment, TABLE: table },
  });
  return { url: `${await testRestApi(target)}/mcp`, target };
}

interface CallPlace {
  url: string;
  session: string;
  target: LambdaFunction;
}

/** Status and body, as far as it came. */
async function answerOf(row: Case, { url, session, target }: CallPlace) {
  const [, tool = '', args = '{}'] = /^call-tool (\S+)(?: (.+))?$/.exec(row.call) ?? [];
  const message = {
    ...(callMessage(tool, JSON.parse(args)) as { params: object }),
    params: { name: tool, arguments: JSON.parse(args), _meta: { progressToken: 'p' } },
  };
  const response = await post(url, message, { session, headers });
  const decoder = new TextDecoder();
  let body = '';
  let interrupted = false;
  try {
    for await (const chunk of response.body ?? []) {
      body += decoder.decode(chunk, { stream: true });
      if (interrupted || !body.includes('second 2')) continue;
      interrupted = true;
      const interruption = interruptions[row.name];
      if (interruption === 'cancel') {
        const cancelled = { method: 'notifications/cancelled', params: { requestId: 2 } };
        await post(url, { jsonrpc: '2.0', ...cancelled }, { session, headers });
      }
      if (interruption === 'hang up') break;
      if (interruption === 'kill') await killAll(target);
    }
  } catch {
    // The connection was cut: what has come is what there is.
  }
  return { status: response.status, body };
}

async function shownBy(
  row: Case,
  { url, target }: { url: string; target: LambdaFunction },
): Promise<string> {
  const client = spawn(process.execPath, [command, 'connect', url], {
    env: { ...process.env, MCP_API_KEY: apiKey },
  });
  const interruption = interruptions[row.name];
  client.stdin.write(`${row.call}\n`);
  // The end of its input would have it leave before it could be interrupted.
  if (interruption === undefined || interruption === 'kill') client.stdin.end('quit\n');
  let shown = '';
  let interrupted = false;
  const take = (text: string): void => {
    shown += text;
    if (interrupted || !shown.includes('second 2')) return;
    interrupted = true;
    if (interruption === 'cancel') client.kill('SIGINT');
    if (interruption === 'hang up') client.kill('SIGKILL');
    if (interruption === 'kill') void killAll(target);
  };
  client.stdout.setEncoding('utf8').on('data', take);
  client.stderr.setEncoding('utf8').on('data', take);
  await once(client, 'close');
  return shown;
}

async function killAll(target: LambdaFunction): Promise<void> {
  await Promise.all(target.instances.map((instance) => instance.kill()));
}

function expectText(text: string, { found, absent }: Expected): void {
  // Megabytes of text would make a failure unreadable.
  const excerpt = text.length < 4000 ? text : `${text.slice(0, 200)} … ${text.slice(-2000)}`;
  for (const part of found) expect(excerpt).toContain(part);
  for (const part of absent) expect(excerpt).not.toContain(part);
}

function find(name: string): Case | undefined {
  return cases.find((row) => row.name === name);
}

function casesOf(markdown: string): Case[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((line) => {
    const [name = '', call = '', status = '', body = '', shown = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return {
      name,
      call: call.slice(1, -1),
      status: Number(status),
      body: expectedOf(body),
      shown: expectedOf(shown),
    };
  });
}

function expectedOf(cell: string): Expected {
  const [found = '', absent = ''] = cell.split('but not');
  return { found: marked(found), absent: marked(absent) };
}

function marked(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, part = '']) => part);
}
