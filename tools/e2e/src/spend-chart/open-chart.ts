import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Browser, FrameLocator, Page } from 'playwright-core';

import { hostPage } from './host-page.ts';

export interface ChartOptions {
  browser: Browser;
  client: Client;
  /** Arguments of the report that the model called. */
  report: Record<string, unknown>;
  theme?: 'light' | 'dark' | undefined;
  /** Preference of the system. Default light. */
  colorScheme?: 'light' | 'dark' | undefined;
  widthPx?: number | undefined;
  /** False: a host that lets no page call tools. Default true. */
  canCallTools?: boolean | undefined;
  /** Stands in for the server's answer to a call of the page. */
  answer?: ((call: ToolCall) => Promise<CallToolResult>) | undefined;
  /** False: the report is still running. Default true. */
  isReportDone?: boolean | undefined;
}

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

export interface OpenChart {
  page: Page;
  frame: FrameLocator;
  /** Calls of tools that the page made. */
  calls: ToolCall[];
  /** What a browser complained of, and every address that the page wanted. */
  complaints: string[];
  requests: string[];
  tell(method: string, params: object): Promise<void>;
  close(): Promise<void>;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
}

/** Shows the chart as a host does: the page in a sandbox, its calls passed on to a real server. */
export async function openChart(options: ChartOptions): Promise<OpenChart> {
  const { browser, client, report, widthPx = 760, colorScheme = 'light' } = options;
  const { tools } = await client.listTools();
  const shown = tools.find(({ name }) => name === 'bedrock-report')?._meta?.['ui'];
  const { resourceUri } = shown as { resourceUri: string };
  const { contents } = await client.readResource({ uri: resourceUri });
  const html = contents.map((part) => ('text' in part ? part.text : '')).join('');

  const context = await browser.newContext({
    viewport: { width: widthPx, height: 820 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const calls: ToolCall[] = [];
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  const tell = (method: string, params: object): Promise<void> =>
    page.evaluate((message) => (window as unknown as HostWindow).toApp(message), {
      jsonrpc: '2.0',
      method,
      params,
    });
  await page.exposeFunction('fromApp', heard);
  await page.setContent(hostPage(html));
  return {
    page,
    frame: page.frameLocator('iframe'),
    calls,
    complaints,
    requests,
    tell,
    close: () => context.close(),
  };

  async function heard({ id, method, params }: Message): Promise<object | null> {
    if (method === 'ui/notifications/initialized') await tellReport();
    if (id === undefined) return null;
    try {
      return { jsonrpc: '2.0', id, result: await resultOf(method, params) };
    } catch (error) {
      return { jsonrpc: '2.0', id, error: { code: -32000, message: String(error) } };
    }
  }

  async function resultOf(method: string | undefined, params: unknown): Promise<object> {
    if (method === 'ui/initialize') {
      return {
        protocolVersion: '2026-01-26',
        hostInfo: { name: 'test-host', version: '1.0.0' },
        hostCapabilities: options.canCallTools === false ? {} : { serverTools: {} },
        hostContext: options.theme === undefined ? {} : { theme: options.theme },
      };
    }
    if (method !== 'tools/call') throw new Error(`unexpected ${method}`);
    const call = params as ToolCall;
    calls.push(call);
    return options.answer === undefined ? client.callTool({ ...call }) : options.answer(call);
  }

  async function tellReport(): Promise<void> {
    await tell('ui/notifications/tool-input', { arguments: report });
    if (options.isReportDone === false) return;
    const result = await client.callTool({ name: 'bedrock-report', arguments: report });
    await tell('ui/notifications/tool-result', result);
  }
}

interface HostWindow {
  toApp(message: object): void;
}
