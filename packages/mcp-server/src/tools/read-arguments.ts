import { closestName, SpendError } from '@bedrock-spend/core';
import type { z } from 'zod';

import { describeTool } from './describe-tool.ts';
import type { ToolDefinition } from './tool.ts';

/** The longest text that an argument may be, in UTF-16 code units: more than any name, filter or cursor has. */
const maxLength = 4096;

/** The arguments of a call as the tool takes them, or the sentence that says what is wrong with them. */
export type ReadArguments =
  | { ok: true; input: Record<string, unknown> }
  | { ok: false; problem: string };

/**
 * Reads the arguments of a call: forgiving about how a value is written (`"7"` for 7, null or an
 * empty text for one that is not given), strict about names and meaning.
 */
export function readArguments(definition: ToolDefinition, given: unknown): ReadArguments {
  if (given !== undefined && given !== null && !isRecord(given)) {
    return { ok: false, problem: `The arguments of ${definition.name} must be an object.` };
  }
  const input = rewritten(definition, given ?? {});
  const parsed = definition.inputSchema.safeParse(input);
  if (parsed.success) return checkedLengths(parsed.data);
  const { issues } = parsed.error;
  // A mistyped name also makes the right one missing, and is the better thing to say.
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys')?.keys[0];
  if (unknown !== undefined) return { ok: false, problem: unknownArgument(definition, unknown) };
  return { ok: false, problem: wrongArgument(input, issues[0]) };
}

/**
 * The same for arguments that come by another way than a call.
 *
 * @throws SpendError `INVALID_QUERY` with the sentence that says what is wrong.
 */
export function checkedArguments<Input extends z.ZodObject>(
  definition: ToolDefinition<Input>,
  given: unknown,
): z.output<Input> {
  const read = readArguments(definition, given);
  if (!read.ok) throw new SpendError('INVALID_QUERY', read.problem);
  return read.input as z.output<Input>;
}

/** What says of itself how long it may be has been checked by then. */
function checkedLengths(input: Record<string, unknown>): ReadArguments {
  const long = Object.entries(input).find(([, value]) => isTooLong(value))?.[0];
  if (long === undefined) return { ok: true, input };
  return {
    ok: false,
    problem: `Argument "${long}" is too long: at most ${maxLength} characters.`,
  };
}

function isTooLong(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTooLong);
  return typeof value === 'string' && value.length > maxLength;
}

function rewritten(definition: ToolDefinition, given: Record<string, unknown>) {
  const properties = describeTool(definition).inputSchema.properties ?? {};
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => [name, asDescribed(properties[name], value)]),
  );
}

/** Models often send a number or a yes as text, and ids that look like numbers as numbers. */
function asDescribed(property: object | undefined, value: unknown): unknown {
  const type = property !== undefined && 'type' in property ? property.type : undefined;
  if (type === 'integer' || type === 'number') {
    return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  }
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return typeof value === 'number' && property !== undefined ? String(value) : value;
}

function wrongArgument(
  input: Record<string, unknown>,
  issue: z.core.$ZodIssue | undefined,
): string {
  const name = String(issue?.path[0] ?? '');
  const message = issue?.message ?? 'is not what the tool takes';
  return Object.hasOwn(input, name)
    ? `Argument "${name}" ${message}.`
    : `Argument "${name}" is missing: it ${message}.`;
}

function unknownArgument(definition: ToolDefinition, name: string): string {
  const known = Object.keys(definition.inputSchema.shape);
  const meant = closestName(name, known);
  const shown = JSON.stringify(name.slice(0, 100));
  return meant === null
    ? `Unknown argument ${shown}: ${definition.name} takes ${known.join(', ')}.`
    : `Unknown argument ${shown}: did you mean "${meant}"?`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
