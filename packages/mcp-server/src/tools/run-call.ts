import type { CallContext } from '../call-context.ts';
import { faultOf } from '../catalog/fault-of.ts';
import { givenUpSentence, type TimeLimit } from '../catalog/time-limit.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import { InputNeeded } from '../protocol/input-needed.ts';
import { callTool, failedCall, type Call, type CallResult } from './call-tool.ts';
import type { ToolDefinition } from './tool.ts';

export interface RunCallOptions {
  tools: readonly ToolDefinition[];
  timeLimit: TimeLimit;
  /** Told how the call ended. */
  onCallEnded?: ((call: EndedCall) => void) | undefined;
}

export interface EndedCall {
  /** As it was asked for. */
  tool: string;
  outcome: CallOutcome;
  durationMs: number;
}

/** How a call ended: `error` is an answer that tells of a mistake or a failed run, `fault` a bug of ours. */
export type CallOutcome =
  | 'ok'
  | 'error'
  | 'unknown-tool'
  | 'input-needed'
  | 'cancelled'
  | 'timeout'
  | 'fault';

const levels: { [Outcome in CallOutcome]?: 'warn' | 'error' } = { timeout: 'warn', fault: 'error' };

/**
 * Runs one call within its time limit. Bugs are logged and answered with a sentence that gives nothing away.
 *
 * @throws NotOfferedError when there is no such tool; InputNeeded when the client has to be asked first.
 */
export async function runCall(
  call: Call,
  context: CallContext,
  options: RunCallOptions,
): Promise<CallResult> {
  const startMs = performance.now();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.timeLimit.durationMs);
  let outcome: CallOutcome = 'fault';
  try {
    const signal = AbortSignal.any([context.signal, limit.signal]);
    const result = await callTool(options.tools, call, { ...context, signal });
    outcome = result.isError === true ? 'error' : 'ok';
    return result;
  } catch (error) {
    outcome = outcomeOf(error, context.signal, limit.signal);
    return resultOf(error, outcome, { call, context, options });
  } finally {
    clearTimeout(timer);
    const durationMs = Math.round(performance.now() - startMs);
    const { subject } = context.caller;
    const tool = call.name.slice(0, 64);
    const line = { rpc: 'tools/call', tool, outcome, durationMs, subject };
    context.logger[levels[outcome] ?? 'info'](line, 'call');
    options.onCallEnded?.({ tool: call.name, outcome, durationMs });
  }
}

function outcomeOf(error: unknown, cancel: AbortSignal, limit: AbortSignal): CallOutcome {
  if (error instanceof NotOfferedError) return 'unknown-tool';
  if (error instanceof InputNeeded) return 'input-needed';
  if (cancel.aborted) return 'cancelled';
  return limit.aborted ? 'timeout' : 'fault';
}

function resultOf(
  error: unknown,
  outcome: CallOutcome,
  { call, context, options }: { call: Call; context: CallContext; options: RunCallOptions },
): CallResult {
  switch (outcome) {
    case 'unknown-tool':
    case 'input-needed':
      throw error;
    case 'cancelled':
      // The SDKs send no answer to a cancelled request: this one reaches nobody.
      return failedCall('Cancelled.');
    case 'timeout':
      return failedCall(givenUpSentence(call.name, options.timeLimit));
    default: {
      context.logger.error(
        { tool: call.name, fault: faultOf(error) },
        'a tool failed through a bug',
      );
      return failedCall(
        `${call.name} failed through a fault in the server; the server's log says where.`,
      );
    }
  }
}
