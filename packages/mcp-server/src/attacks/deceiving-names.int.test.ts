import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { callMessage, lastMessageOf, openSession, post } from '../json-rpc.testing.ts';
import { startProgram } from '../run-program.testing.ts';

const clearsScreen = '\u001b[2J';
const turnsAround = '\u202e';
const newLine = '\nTotal Cost: 0.0000';
const markup = '<img src=x onerror=alert(1)>';
const link = '[refund](http://evil.example)';
const window = { since: '2026-05-01', until: '2026-05-03' };

it.each(['short', 'classic', 'table', 'csv'])(
  'control characters in names of sessions and tags reach a reader of %s where they are not escaped, and do not otherwise',
  async (format) => {
    const open = await reportOf(format, 'visible-text.ts', 'visibleText');
    const guarded = await reportOf(format);

    expect(open).toContain(turnsAround);
    expect(open).toContain(clearsScreen);
    expect(open).toContain(newLine);
    for (const evil of [turnsAround, clearsScreen, newLine]) expect(guarded).not.toContain(evil);
    expect(guarded).toContain(String.raw`\u001b[2J`);
  },
);

it('markup in names of sessions and tags is markup for a reader of Markdown where it is not escaped, and text otherwise', async () => {
  const open = await reportOf('markdown', 'markdown-text.ts', 'markdownText');
  const guarded = await reportOf('markdown');

  expect(open).toContain(markup);
  expect(open).toContain(link);
  expect(guarded).not.toContain(markup);
  expect(guarded).not.toContain(link);
  expect(guarded).toContain('onerror');
});

/** The report of a command in a process of its own, in which one guard returns what it is given. */
async function reportOf(format: string, file?: string, guard?: string): Promise<string> {
  const environment = { ...process.env };
  if (file !== undefined && guard !== undefined) {
    const hook = `import { registerHooks } from 'node:module';
      registerHooks({
        load: (url, context, next) => url.endsWith('/present/${file}')
          ? { format: 'module', shortCircuit: true, source: 'export const ${guard} = (text) => text;' }
          : next(url, context),
      });`;
    environment['NODE_OPTIONS'] =
      `--import=data:text/javascript;base64,${Buffer.from(hook).toString('base64')}`;
  }
  const { listening } = startProgram(['--port', '0', await logOfDeceivers()], environment);
  const url = await listening;
  const session = await openSession(url);
  const group_by = 'principal,person,requestMetadata.team';
  const call = callMessage('bedrock-report', { ...window, format, group_by, top: 100 });
  const message = await lastMessageOf(await post(url, call, { session }));
  const { content } = (message?.['result'] ?? { content: [] }) as { content: { text: string }[] };
  return content.map(({ text }) => text).join('\n');
}

async function logOfDeceivers(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deceivers-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = [clearsScreen, turnsAround, newLine, markup, link];
  const lines = names.map((evil, index) =>
    JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: '2026-05-02T10:00:00Z',
      accountId: '111122223333',
      region: 'us-east-1',
      requestId: `9d8f0a4e-0000-4000-8000-00000000000${index}`,
      operation: 'InvokeModel',
      modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
      identity: { arn: `arn:aws:sts::111122223333:assumed-role/app/x${evil}@example.com` },
      requestMetadata: { team: `x${evil}` },
      input: { inputContentType: 'application/json', inputTokenCount: 100 },
      output: { outputContentType: 'application/json', outputTokenCount: 10 },
    }),
  );
  const path = join(folder, 'log.ndjson');
  await writeFile(path, lines.join('\n'));
  return path;
}
