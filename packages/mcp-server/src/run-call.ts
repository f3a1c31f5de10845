import type { Logger } from 'pino';

import { toolContext, type RequestExtra } from './tool-context.ts';
import {
  callTool,
  failedCall,
  UnknownToolError,
  type Call,
  type CallResult,
} from './tools/call-tool.ts';
import type { LogLevel, Services, ToolDefinition } from './tools/tool.ts';

export interface RunCallOptions {
  definitions: readonly ToolDefinition[];
  services: Services;
  logger: Logger;
  logLevel: () => LogLevel;
  timeLimitMs: number;
}

/** How a call ended: `error` is an answer that tells of a mistake or a failed run, `fault` a bug of ours. */
export type CallOutcome = 'ok' | 'error' | 'unknown-tool' | 'cancelled' | 'timeout' | 'fault';

/**
 * Runs one call within its time limit. Bugs are logged and answered with a sentence that gives nothing away.
 *
 * @throws UnknownToolError when there is no such tool.
 */
export async function runCall(
  call: Call,
  extra: RequestExtra,
  options: RunCallOptions,
): Promise<{ outcome: CallOutcome; result: CallResult }> {
  const { definitions, services, logger, logLevel, timeLimitMs } = options;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimitMs);
  const signal = AbortSignal.any([extra.signal, limit.signal]);
  try {
    const context = toolContext(extra, { signal, services, logLevel });
    const result = await callTool(definitions, call, context);
    return { outcome: result.isError === true ? 'error' : 'ok', result };
  } catch (error) {
    if (error instanceof UnknownToolError) throw error;
    // The SDK sends no answer to a cancelled request: this one reaches nobody.
    if (extra.signal.aborted) return { outcome: 'cancelled', result: failedCall('Cancelled.') };
    if (limit.signal.aborted) {
      return { outcome: 'timeout', result: failedCall(tooLong(call.name, timeLimitMs)) };
    }
    logger.error({ tool: call.name, fault: faultOf(error) }, 'a tool failed through a bug');
    const sentence = `${call.name} failed through a fault in the server; the server's log says where.`;
    return { outcome: 'fault', result: failedCall(sentence) };
  } finally {
    clearTimeout(timer);
  }
}

function tooLong(tool: string, limitMs: number): string {
  return `${tool} was given up after ${limitMs / 1000} seconds: ask for fewer days or less data.`;
}

/** Where a bug struck, without the error's message: it may quote what was asked. */
function faultOf(error: unknown): { type: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return { type: error.name, at: lines.filter((line) => line.startsWith('at ')).slice(0, 8) };
}
