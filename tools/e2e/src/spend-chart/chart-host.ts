import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

import { cleanEnvironment } from '../clean-environment.ts';
import { consumerFolder, executable } from '../installed.ts';
import { publishedExample } from '../published-example.ts';
import { chromiumPath } from './chromium.ts';
import { openChart, type ChartOptions, type OpenChart } from './open-chart.ts';

export interface ChartHost {
  /** Shows the chart of a report; of the published example when nothing else is said. */
  show(options?: Partial<ChartOptions>): Promise<OpenChart>;
  /** The installed server over this log, gone when the test is over. */
  serverOver(log: string | Uint8Array, name?: string): Promise<Client>;
  /** The installed server over the published example. */
  example(): Client;
}

/** A browser and the installed server, for all tests of a file. */
export function chartHost(): ChartHost {
  let browser: Browser;
  let example: Client;
  let folder: string;

  beforeAll(async () => {
    if (chromiumPath === undefined) throw new Error('There is no Chromium on this machine.');
    folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-chart-'));
    // Chromium refuses its own sandbox to root, as which containers run; the page has the host's.
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    example = await connect(publishedExample.log);
  });
  afterAll(async () => {
    await example?.close();
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  return {
    async show(options = {}) {
      const report = { days: 17, until: '2025-04-22', region: 'us-east-1' };
      const chart = await openChart({ browser, client: example, report, ...options });
      onTestFinished(() => chart.close());
      return chart;
    },
    async serverOver(log, name = 'calls.ndjson') {
      const path = join(await mkdtemp(join(folder, 'log-')), name);
      await writeFile(path, log);
      const client = await connect(path);
      onTestFinished(() => client.close());
      return client;
    },
    example: () => example,
  };
}

async function connect(log: string): Promise<Client> {
  const client = new Client({ name: 'test-host', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: join(consumerFolder, 'node_modules/.bin/bedrock-spend-mcp'),
      args: ['--stdio', log],
      env: cleanEnvironment([dirname(executable('Node 24'))]) as Record<string, string>,
      stderr: 'ignore',
    }),
  );
  return client;
}
