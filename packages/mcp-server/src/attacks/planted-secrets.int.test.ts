import { randomBytes } from 'node:crypto';

import { filesSource } from '@bedrock-spend/core/files';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

import { createApiKey } from '../access/api-key.ts';
import { authorizationServer, resource } from '../access/oauth/authorization-server.testing.ts';
import { definitions } from '../definitions.ts';
import { callMessage, initializeMessage, openSession, post } from '../json-rpc.testing.ts';
import { apiKeyFinder } from '../access/find-api-key.ts';
import { createLogger } from '../logger.ts';
import { guardedServer, type GuardedServer } from './guarded-server.testing.ts';

const { key, sha256 } = createApiKey();
const promptText = 'planted-prompt-text';
const completionText = 'planted-completion-text';
const window = { since: '2026-05-01', until: '2026-05-03' };

it('no secret is in any answer or in the log after a run of everything, and one would be found that was', async () => {
  const issuer = await authorizationServer();
  const secret = randomBytes(32);
  const token = await issuer.token();
  const access = { apiKeys: [{ name: 'dashboard', sha256 }], oauth: { issuer: issuer.issuer } };
  const options = {
    access,
    publicUrl: resource,
    source: filesSource([await plantedLog()]),
    sessions: { keys: [{ id: 'k', secret }] },
  };
  const server = await guardedServer(options);
  const { answers, sessions } = await runOfEverything(server, { 'x-api-key': key });
  const byToken = await runOfEverything(server, { Authorization: `Bearer ${token}` });
  const wrong = createApiKey().key;
  for (const headers of [{ 'x-api-key': wrong }, { Authorization: `Bearer ${token}x` }]) {
    answers.push(await textOf(await post(server.url, initializeMessage, { headers })));
  }
  const all = [...answers, ...byToken.answers, server.logText()].join('\n');
  const planted = {
    key,
    sha256,
    wrong,
    token,
    signature: token.split('.')[2] ?? '',
    secret: secret.toString('base64url'),
    secretHex: secret.toString('hex'),
    promptText,
    completionText,
    subject: 'ana@corp.example',
    stack: 'node:internal',
  };

  expect(all).toContain('claude-3-haiku');
  for (const [name, value] of Object.entries(planted)) {
    expect({ name, isThere: all.includes(value) }).toEqual({ name, isThere: false });
  }
  // The client that opened a session is told its id, in a header; nobody else is told anywhere.
  for (const session of [...sessions, ...byToken.sessions]) {
    expect(session.length).toBeGreaterThan(50);
    expect(all).not.toContain(session);
  }
});

it('a key is in the log where what is checked is logged, so that this search finds what is there', async () => {
  const lines: string[] = [];
  const logger = createLogger({ destination: { write: (line) => lines.push(line) } });
  const find = apiKeyFinder([{ name: 'dashboard', sha256 }]);
  const talkative = (presented: string) => {
    logger.info({ presented }, 'asked');
    return find(presented);
  };
  const access = { apiKeys: [{ name: 'dashboard', sha256 }] };
  const open = await guardedServer({ access, logger }, { findApiKey: talkative });
  const guarded = await guardedServer({ access });
  const headers = { 'x-api-key': key };

  await textOf(await post(open.url, initializeMessage, { headers }));
  await textOf(await post(guarded.url, initializeMessage, { headers }));

  expect(lines.join('')).toContain(key);
  expect(guarded.logText()).not.toContain(key);
});

/** Every tool, prompt, resource and listing, rightly and wrongly; the answers with their headers. */
async function runOfEverything(
  { url }: GuardedServer,
  headers: Record<string, string>,
): Promise<{ answers: string[]; sessions: string[] }> {
  const session = await openSession(url, { headers });
  const answers: string[] = [];
  let id = 10;
  const ask = async (method: string, params: Record<string, unknown> = {}) => {
    id += 1;
    const message = { jsonrpc: '2.0', id, method, params };
    answers.push(await textOf(await post(url, message, { session, headers })));
  };
  for (const { name } of definitions.tools) {
    const given = name.includes('greet') ? { name: 'Ana' } : window;
    for (const toolArguments of [given, { nothing: 1 }]) {
      const message = callMessage(name, toolArguments, `${name} ${Object.keys(toolArguments)[0]}`);
      answers.push(await textOf(await post(url, message, { session, headers })));
    }
  }
  for (const format of ['classic', 'table', 'markdown', 'json', 'csv']) {
    await ask('tools/call', { name: 'bedrock-report', arguments: { ...window, format } });
  }
  for (const list of ['tools', 'prompts', 'resources', 'resources/templates']) {
    await ask(`${list}/list`);
  }
  for (const { name } of definitions.prompts) await ask('prompts/get', { name, arguments: {} });
  for (const { uri } of definitions.resources) await ask('resources/read', { uri });
  await ask('resources/read', { uri: 'bedrock-spend://report/us-east-1/7' });
  await ask('no/such/method');
  answers.push(await textOf(await post(url, '{"not json', { session, headers })));
  for (const path of ['/healthz', '/readyz', '/metrics', '/elsewhere']) {
    answers.push(await textOf(await fetch(new URL(path, url), { headers })));
  }
  return { answers, sessions: [session] };
}

async function textOf(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'mcp-session-id');
  return `${JSON.stringify(headers)}\n${await response.text()}`;
}

/** One call as Bedrock logs it where prompts are logged, too. */
async function plantedLog(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const record = {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-05-02T10:00:00Z',
    accountId: '111122223333',
    region: 'us-east-1',
    requestId: '9d8f0a4e-0000-4000-8000-000000000001',
    operation: 'InvokeModel',
    modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
    identity: { arn: 'arn:aws:sts::111122223333:assumed-role/app/i-1' },
    input: {
      inputContentType: 'application/json',
      inputBodyJson: { messages: [{ role: 'user', content: promptText }] },
      inputTokenCount: 100,
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: { content: [{ type: 'text', text: completionText }] },
      outputTokenCount: 10,
    },
  };
  const path = join(folder, 'log.ndjson');
  await writeFile(path, `${JSON.stringify(record)}\n${promptText} is no JSON\n`);
  return path;
}
