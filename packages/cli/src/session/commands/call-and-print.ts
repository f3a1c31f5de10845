import { contentText } from '../content-text.ts';
import type { SessionCommandContext } from '../session-command.ts';
import { SessionError } from '../session-error.ts';

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
  /** The structured answer is a report that a terminal may draw its own way. Default false. */
  asReport?: boolean;
}

/** Calls a tool and shows its result. */
export async function callAndPrint(
  { session, call, print }: SessionCommandContext,
  { name, arguments: toolArguments, asReport = false }: ToolCall,
): Promise<void> {
  const result = await session.callTool({ name, arguments: toolArguments }, call);
  const text = result.content.map(contentText).join('\n').replace(/\n$/, '');
  if (result.isError === true) throw new SessionError(text);
  print({ kind: 'result', text, report: asReport ? result.structuredContent : undefined });
}
