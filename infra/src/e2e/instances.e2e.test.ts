import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { buildBaseImage, openPodman, type Podman } from '@bedrock-spend/lambda-harness';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { connectedClient } from './connected-client.testing.ts';
import { deployLocally, type LocalDeployment } from './local-deployment/deploy-locally.testing.ts';
import { because, cannotRun } from './open-image.testing.ts';

const command = fileURLToPath(
  new URL('../../../packages/cli/bin/bedrock-spend.js', import.meta.url),
);

describe.skipIf(cannotRun)(`four instances of the function${because}`, { timeout: 120_000 }, () => {
  let podman: Podman;
  let deployed: LocalDeployment;
  let url: string;
  let key: string;

  beforeAll(async () => {
    podman = await openPodman();
    const baseImage = await buildBaseImage(podman);
    deployed = await deployLocally({
      podman,
      baseImage,
      config: { memory: '512', throttle: '{"requestsPerSecond":100,"burst":100}' },
    });
    url = String(deployed.outputs['mcpUrl']);
    key = String(deployed.outputs['apiKey']);
  }, 600_000);

  afterAll(async () => {
    await deployed?.close();
    await podman?.close();
  });

  it('share their sessions: one is killed in the midst of a call, and the client recovers', async () => {
    const { target } = deployed;
    const shell = connect();
    shell.type('greet Zoe');
    await shell.shows('Hello, Zoe!');
    const callers = await Promise.all(['Ada', 'Bob', 'Cleo'].map((name) => caller(name)));

    // Four that run already: what follows has two seconds.
    await Promise.all([...callers, ...callers.slice(0, 1)].map(({ greet }) => greet().answer));
    const calls = callers.map(({ greet }) => greet());
    await Promise.all(calls.map(({ begun }) => begun));
    const others = new Set(target.running.keys());
    shell.type('multi-greet Eve');
    await shell.shows('Hello, Eve!');
    const atOnce = [...target.running.values()];
    await shell.shows('Hello again, Eve!');
    const [killed] = [...target.running].filter(([requestId]) => !others.has(requestId));
    await killed?.[1].kill('SIGKILL');
    shell.type('greet Eve');
    shell.type('quit');
    const shown = await shell.ended;
    const answers = await Promise.all(calls.map(({ answer }) => answer));

    expect(new Set(atOnce.map(({ name }) => name)).size).toBe(4);
    expect(killed).toBeDefined();
    expect(shown).toContain('The connection or the session is lost; connecting again.');
    expect(shown.match(/Good morning, Eve!/g)).toHaveLength(1);
    expect(shown).toMatch(/Good morning, Eve![\s\S]*Hello, Eve!/);
    expect(answers).toEqual(callers.map(({ name }) => `Good morning, ${name}!`));
    for (const [index, { client, name, sessionId }] of callers.entries()) {
      const heard = calls[index]?.heard ?? [];
      // Each heard its own greetings, one by one, and its session is the one that it opened.
      expect(heard.map(({ message }) => message)).toEqual([
        `Hello, ${name}!`,
        `Hello again, ${name}!`,
      ]);
      expect((heard[1]?.atMs ?? 0) - (heard[0]?.atMs ?? 0)).toBeGreaterThan(700);
      expect(await greeting(client, name)).toBe(`Hello, ${name}!`);
      expect(client.transport?.sessionId).toBe(sessionId);
    }
    expect(requestsPerInstance().length).toBeGreaterThanOrEqual(4);
    process.stdout.write(`${table(callers, calls)}\n`);
  });

  it("keep the session of a call that died with its instance, for the SDK's own client too", async () => {
    const { target } = deployed;
    const client = await connectedClient(url, key);
    const { sessionId } = client.transport ?? {};
    const heard: string[] = [];
    const call = client.callTool({ name: 'multi-greet', arguments: { name: 'Finn' } }, undefined, {
      // By nothing else does that client notice that a stream has been cut.
      timeout: 3000,
      onprogress({ message = '' }) {
        heard.push(message);
        if (heard.length < 2) return;
        for (const instance of target.running.values()) void instance.kill('SIGKILL');
      },
    });

    await expect(call).rejects.toThrow('timed out');
    expect(heard).toEqual(['Hello, Finn!', 'Hello again, Finn!']);
    expect(await greeting(client, 'Finn')).toBe('Hello, Finn!');
    expect(client.transport?.sessionId).toBe(sessionId);
  });

  interface Caller {
    name: string;
    client: Client;
    sessionId: string | undefined;
    /** Calls `multi-greet`. */
    greet(): GreetCall;
  }

  interface GreetCall {
    heard: { message: string; atMs: number }[];
    /** Settles at the first notification of progress. */
    begun: Promise<void>;
    /** The text of the answer. */
    answer: Promise<string>;
  }

  async function caller(name: string): Promise<Caller> {
    const client = await connectedClient(url, key);
    return { name, client, sessionId: client.transport?.sessionId, greet };

    function greet(): GreetCall {
      const { promise: begun, resolve } = Promise.withResolvers<void>();
      const heard: GreetCall['heard'] = [];
      const startMs = performance.now();
      const onprogress = ({ message = '' }: { message?: string | undefined }) => {
        heard.push({ message, atMs: Math.round(performance.now() - startMs) });
        resolve();
      };
      const call = { name: 'multi-greet', arguments: { name } };
      return {
        heard,
        begun,
        answer: client.callTool(call, undefined, { onprogress }).then(textOf),
      };
    }
  }

  function table(callers: readonly Caller[], calls: readonly GreetCall[]): string {
    const rows = callers.map(({ name }, index) => {
      const times = calls[index]?.heard.map(({ atMs }) => `${atMs} ms`) ?? [];
      return `  ${name}: ${times.join(', ')}`;
    });
    return [
      'progress arrived, from the call on:',
      ...rows,
      `requests that each instance has answered: ${requestsPerInstance().join(', ')}`,
    ].join('\n');
  }

  function requestsPerInstance(): number[] {
    const answered = deployed.target.reports.filter(({ status }) => status === undefined);
    const counts = new Map<string, number>();
    for (const { instance } of answered) counts.set(instance, (counts.get(instance) ?? 0) + 1);
    return [...counts.values()];
  }

  /** The terminal client as a process. */
  function connect() {
    const child: ChildProcessWithoutNullStreams = spawn(
      process.execPath,
      [command, 'connect', url],
      { env: { ...process.env, MCP_API_KEY: key } },
    );
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    let shown = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        shown += text;
      });
    }
    return {
      type: (line: string) => void child.stdin.write(`${line}\n`),
      async shows(text: string) {
        await expect.poll(() => shown, { timeout: 20_000, interval: 10 }).toContain(text);
      },
      ended: once(child, 'close').then(() => shown),
    };
  }
});

async function greeting(client: Client, name: string): Promise<string> {
  return textOf(await client.callTool({ name: 'greet', arguments: { name } }));
}

function textOf({ content }: Awaited<ReturnType<Client['callTool']>>): string {
  return (content as { text: string }[])[0]?.text ?? '';
}
