import { isDimension, resolveQuery } from '@bedrock-spend/core';

import type { CallContext } from '../call-context.ts';
import { queryOf } from '../tools/query/query-of.ts';
import { checkedArguments } from '../tools/read-arguments.ts';
import type { Services, ToolDefinition } from '../tools/tool.ts';

/**
 * A call as a prompt writes it for the model: name and arguments, which the tool would take. What the
 * person left open stays open.
 *
 * @throws SpendError `INVALID_QUERY`, one sentence about the argument that the tool would refuse.
 */
export async function toolCall(
  tool: ToolDefinition,
  given: Readonly<Record<string, unknown>>,
  { services }: Pick<CallContext, 'services'>,
): Promise<string> {
  const shown = Array.isArray(given['group_by'])
    ? { ...given, group_by: given['group_by'].filter((name) => isShown(name, services)) }
    : given;
  const filled = Object.fromEntries(
    Object.entries(shown).filter(([, value]) => value !== undefined && !isEmptyList(value)),
  );
  const input = checkedArguments(tool, filled);
  await resolveQuery(queryOf(input, services.defaults), { now: services.now() });
  return `${tool.name} with ${JSON.stringify(input)}`;
}

/** Sections that the operator hides would be refused. */
function isShown(name: unknown, { showsColumn }: Services): boolean {
  return typeof name !== 'string' || !isDimension(name) || (showsColumn?.(name) ?? true);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
