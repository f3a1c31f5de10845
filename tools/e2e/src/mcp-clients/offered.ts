import { billedDay } from '../aws-clients/emulator-config.ts';

interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Part of the structured result, as the example's own figures say. */
  readonly known: Readonly<Record<string, unknown>>;
}

interface PromptRequest {
  readonly name: string;
  readonly arguments: Readonly<Record<string, string>>;
  /** What the prompt must say. */
  readonly says: string;
}

interface ResourceRequest {
  readonly uri: string;
  /** What the resource must say. */
  readonly says: string;
}

const exampleDays = { days: 17, until: '2025-04-22' };

/** Every tool that a server over CloudWatch offers, each called once. */
export const toolCalls: readonly ToolCall[] = [
  {
    name: 'bedrock-report',
    arguments: exampleDays,
    known: { totals: { requests: 13_060, inputTokens: 2_992_387, outputTokens: 254_124 } },
  },
  {
    name: 'bedrock-logs',
    arguments: { ...exampleDays, limit: 1 },
    known: { matched: 13_060, invocations: [{ costUsd: '0.053439' }] },
  },
  {
    name: 'bedrock-bill',
    arguments: { since: billedDay, until: billedDay, estimate: false },
    // 1,000,000 tokens at $0.80 and 200,000 at $3.20 a million.
    known: { totals: { final: { billedUsd: '1.44' } } },
  },
  {
    name: 'bedrock-setup',
    arguments: {},
    known: { status: 'ready', identity: { accountId: '012345678091' } },
  },
  {
    name: 'bedrock-daily-spend',
    arguments: exampleDays,
    known: { by: 'model', totals: { requests: 13_060, costUsd: '7.47857168' } },
  },
  { name: 'greet', arguments: { name: 'Ada' }, known: { greeting: 'Hello, Ada!' } },
  {
    name: 'multi-greet',
    arguments: { name: 'Ada' },
    known: { greetings: ['Hello, Ada!', 'Hello again, Ada!', 'Good morning, Ada!'] },
  },
];

/** Every prompt, each asked for once. */
export const promptRequests: readonly PromptRequest[] = [
  { name: 'monthly-review', arguments: { month: '2025-04' }, says: '{"month":"2025-04"' },
  { name: 'find-spike', arguments: { day: '2025-04-06' }, says: '2025-04-06' },
  { name: 'who-spends-what', arguments: { days: '17' }, says: '{"days":17' },
  { name: 'set-up-help', arguments: {}, says: 'bedrock-setup' },
];

/** Every resource, each read once. */
export const resourceRequests: readonly ResourceRequest[] = [
  { uri: 'bedrock-spend://prices', says: 'amazon.nova-pro-v1:0' },
  { uri: 'bedrock-spend://what-we-cannot-see', says: '# What reports cannot see' },
  { uri: 'ui://bedrock-spend/daily-spend.html', says: '<!doctype html>' },
];

/** Every resource template, and a resource that it leads to. */
export const templateRequests: readonly (ResourceRequest & { readonly template: string })[] = [
  {
    template: 'bedrock-spend://report/{region}/{days}',
    uri: `bedrock-spend://report/us-east-1/${daysSince('2025-04-06')}`,
    says: '| **All** | 13,060 | 2,992,387 | 254,124 | 3,246,511 | $7.4786 |',
  },
  {
    template: 'bedrock-spend://prices/{model}',
    uri: 'bedrock-spend://prices/nova-pro',
    says: '["amazon.nova-pro-v1:0","in-region,geo","all","standard","0.8","3.2"',
  },
];

/** Whole days from the start of a UTC day to now, that of today included. */
function daysSince(day: string): number {
  return Math.ceil((Date.now() - Date.parse(day)) / 86_400_000);
}
