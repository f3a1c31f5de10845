import type { DailySpend } from '../../src/tools/bedrock-daily-spend/answer-schema.ts';
import { byId } from './element.ts';
import { askedGrouping, showGroupings } from './groupings.ts';
import { connectHost } from './host.ts';
import { applyContext, type HostContext } from './apply-context.ts';
import { colorCount, pictureOf } from './picture.ts';
import { followPointer, redraw, showPicture } from './show-picture.ts';

interface ToolResult {
  content?: { type: string; text?: string }[];
  structuredContent?: unknown;
  isError?: boolean;
}

/** What of a report's arguments holds for its days too. */
const passedOn = ['region', 'aws_account_id', 'log_group_name', 'where', 'time_zone'] as const;
const windowArguments = ['days', 'since', 'until', 'month'] as const;

let asked: Record<string, unknown> = {};
let grouping = 'model';
let canCallTools = true;
let lastCall = 0;

const host = connectHost({
  'ui/notifications/tool-input': (params) => {
    asked = (params as { arguments?: Record<string, unknown> }).arguments ?? {};
    grouping = askedGrouping(asked['group_by']);
  },
  'ui/notifications/tool-result': (params) => void showReport(params as ToolResult),
  'ui/notifications/tool-cancelled': () => fail('The report was cancelled.'),
  'ui/notifications/host-context-changed': (params) => {
    applyContext(params as HostContext);
    redraw();
  },
  'ui/resource-teardown': () => {},
});

followPointer();
byId('again').addEventListener('click', () => void split(grouping));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
await start();

async function start(): Promise<void> {
  const { hostContext = {}, hostCapabilities = {} } = (await host.request('ui/initialize', {
    protocolVersion: '2026-01-26',
    appInfo: { name: 'bedrock-spend-daily-spend', version: '1.0.0' },
    appCapabilities: { availableDisplayModes: ['inline'] },
  })) as { hostContext?: HostContext; hostCapabilities?: { serverTools?: object } };
  canCallTools = hostCapabilities.serverTools !== undefined;
  applyContext(hostContext);
  host.notify('ui/notifications/initialized', {});
  new ResizeObserver(() => {
    const { scrollWidth: width } = document.documentElement;
    const height = Math.ceil(byId('app').getBoundingClientRect().height);
    host.notify('ui/notifications/size-changed', { width, height });
  }).observe(byId('app'));
}

/** The report itself has too few of its days: the chart asks for all of them, split. */
async function showReport({ isError, ...result }: ToolResult): Promise<void> {
  if (isError === true) return fail(textOf(result));
  const { window } = (result.structuredContent ?? {}) as Partial<DailySpend>;
  // What "the last 7 days" are must not change between the report and its chart.
  if (window !== undefined) {
    asked = { ...picked(asked, passedOn), since: window.since, until: window.until };
  }
  if (canCallTools) await split(grouping);
  else fail('This host does not let a chart ask the server. The report says the same in words.');
}

async function split(by: string): Promise<void> {
  grouping = by;
  const call = ++lastCall;
  byId('app').ariaBusy = 'true';
  showGroupings(by, (chosen) => void split(chosen));
  try {
    const result = (await host.request('tools/call', {
      name: 'bedrock-daily-spend',
      arguments: { ...picked(asked, [...passedOn, ...windowArguments]), by, top: colorCount },
    })) as ToolResult;
    // An answer that comes after the next question is not shown.
    if (call !== lastCall) return;
    if (result.isError === true) fail(textOf(result));
    else show(result.structuredContent as DailySpend);
  } catch (error) {
    if (call === lastCall) fail(error instanceof Error ? error.message : String(error));
  }
}

function show(answer: DailySpend): void {
  const app = byId('app');
  app.ariaBusy = 'false';
  app.dataset['phase'] = answer.days.length === 0 ? 'empty' : 'ready';
  byId('message').hidden = answer.days.length > 0;
  tell('No Amazon Bedrock usage in these days.', { canTryAgain: false });
  showPicture(pictureOf(answer));
}

function fail(sentence: string): void {
  const app = byId('app');
  app.ariaBusy = 'false';
  app.dataset['phase'] = 'failed';
  byId('message').hidden = false;
  tell(sentence, { canTryAgain: canCallTools });
}

function tell(sentence: string, { canTryAgain }: { canTryAgain: boolean }): void {
  const line = byId('message').querySelector('p');
  if (line !== null) line.textContent = sentence;
  byId('again').hidden = !canTryAgain;
}

function textOf({ content = [] }: ToolResult): string {
  const text = content.map((part) => part.text ?? '').join('\n');
  return text === '' ? 'The server gave no reason.' : text;
}

function picked(from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
