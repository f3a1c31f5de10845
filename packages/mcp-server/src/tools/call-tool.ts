import { SpendError, closestName } from '@bedrock-spend/core';

import { isAllowed } from '../access/is-allowed.ts';
import type { CallContext } from '../call-context.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import type { Content } from '../content.ts';
import { isOffered } from './is-offered.ts';
import { readArguments } from './read-arguments.ts';
import { inToolTerms } from './reading/in-tool-terms.ts';
import type { ToolDefinition } from './tool.ts';

/** The answer to a call as the protocol writes it, the same in every version. */
export interface CallResult {
  content: Content[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  [extension: string]: unknown;
}

export interface Call {
  name: string;
  arguments: unknown;
}

/**
 * Runs a tool. Wrong arguments, and runs that the caller can do something about, come back as a
 * result with `isError` that says what to do.
 *
 * @throws NotOfferedError when no tool that is offered has this name; anything else is a bug, or the abort of `context.signal`.
 */
export async function callTool(
  definitions: readonly ToolDefinition[],
  call: Call,
  context: CallContext,
): Promise<CallResult> {
  const definition = definitions.find(({ name }) => name === call.name);
  if (definition === undefined || !isOffered(definition, context.services)) {
    const offered = definitions.filter(
      (tool) =>
        isOffered(tool, context.services) && isAllowed(tool, context.caller) && isForModels(tool),
    );
    throw new NotOfferedError(
      'tool',
      definition === undefined
        ? unknownTool(offered, call.name)
        : missingService(definition, context),
    );
  }
  if (!isAllowed(definition, context.caller)) throw notAllowed(definition);
  const read = readArguments(definition, call.arguments);
  if (!read.ok) return failedCall(read.problem);
  try {
    const { content, structured } = await definition.run(read.input, context);
    return {
      content: content.map((part) =>
        typeof part === 'string' ? { type: 'text', text: part } : part,
      ),
      ...(definition.outputSchema !== undefined && {
        structuredContent: definition.outputSchema.parse(structured),
      }),
    };
  } catch (error) {
    if (context.signal.aborted || !SpendError.isInstance(error)) throw error;
    return failedCall(inToolTerms(error.message));
  }
}

/** False for what only the page of a chart calls: a model that asked for another tool is not sent there. */
function isForModels({ meta }: ToolDefinition): boolean {
  const { visibility } = (meta?.['ui'] ?? {}) as { visibility?: readonly string[] };
  return visibility?.includes('model') ?? true;
}

/** A result that tells the model what went wrong. */
export function failedCall(sentence: string): CallResult {
  return { content: [{ type: 'text', text: sentence }], isError: true };
}

/** Names that other servers of this kind give to the report. */
const formerNames: Readonly<Record<string, string>> = {
  'get-bedrock-usage-report': 'bedrock-report',
  'get-bedrock-daily-usage-stats': 'bedrock-report',
  'get-bedrock-hourly-usage-stats': 'bedrock-report',
};

function notAllowed({ name, scope }: ToolDefinition): NotOfferedError {
  return new NotOfferedError('tool', `${name} needs the scope ${scope}, which this caller lacks.`);
}

function missingService({ name, needs }: ToolDefinition, { services }: CallContext): string {
  const why = needs === undefined ? undefined : services.withheld?.[needs];
  if (why !== undefined) return `This server does not offer ${name}: ${why}.`;
  return `This server does not offer ${name}, which needs AWS: it was not started with --source cloudwatch.`;
}

function unknownTool(definitions: readonly ToolDefinition[], name: string): string {
  const names = definitions.map((definition) => definition.name);
  const former = formerNames[name.toLowerCase().replaceAll('_', '-')];
  const meant = former !== undefined && names.includes(former) ? former : closestName(name, names);
  const shown = JSON.stringify(name.slice(0, 100));
  return meant === null
    ? `There is no tool ${shown}: the tools are ${names.join(', ')}.`
    : `There is no tool ${shown}: call "${meant}".`;
}
