import type { Command } from 'commander';
import type { Run } from './run.ts';

/** A command as the list of commands shows it; the rest is loaded when it is asked for. */
export interface CommandEntry {
  name: string;
  /** What follows the options: `<path...>`. */
  parameters: string;
  summary: string;
  load: () => Promise<(command: Command, run: Run) => Command>;
}

export const commandTable: readonly CommandEntry[] = [
  {
    name: 'report',
    parameters: '[path...]',
    summary: 'what was used and what it cost',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    name: 'logs',
    parameters: '[path...]',
    summary: 'single calls, the most expensive first',
    load: async () => (await import('./commands/logs.ts')).logsCommand,
  },
  {
    name: 'bill',
    parameters: '[path...]',
    summary: 'what AWS billed, beside the estimate; $0.01 a request',
    load: async () => (await import('./commands/bill.ts')).billCommand,
  },
  {
    name: 'doctor',
    parameters: '',
    summary: 'is everything there that reading usage from AWS needs?',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  {
    name: 'prices',
    parameters: '<list|explain>',
    summary: 'list prices, or explain the price of a call',
    load: async () => (await import('./commands/prices.ts')).pricesCommand,
  },
  {
    name: 'cache',
    parameters: '<info|clear>',
    summary: 'the past days of CloudWatch that are kept here',
    load: async () => (await import('./commands/cache.ts')).cacheCommand,
  },
  {
    name: 'serve',
    parameters: '[path...]',
    summary: 'the MCP server, for assistants and for connect',
    load: async () => (await import('./commands/serve.ts')).serveCommand,
  },
  {
    name: 'connect',
    parameters: '[url]',
    summary: 'talk to an MCP server: a prompt, or commands from a pipe',
    load: async () => (await import('./commands/connect.ts')).connectCommand,
  },
  {
    name: 'demo',
    parameters: '',
    summary: 'the report over bundled sample logs, through the server',
    load: async () => (await import('./commands/demo.ts')).demoCommand,
  },
];
