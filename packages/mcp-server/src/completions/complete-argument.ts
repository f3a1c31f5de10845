import type { CallContext } from '../call-context.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import type { PromptDefinition } from '../prompts/prompt.ts';
import type { ResourceTemplateDefinition } from '../resources/resource.ts';
import type { Complete } from './complete.ts';

export interface CompletionRequest {
  /** The prompt by its name, or the template by its text. */
  of: { kind: 'prompt'; name: string } | { kind: 'resource'; uriTemplate: string };
  argument: string;
  typed: string;
  siblings: Readonly<Record<string, string>>;
}

/** Values as `completion/complete` answers them. */
export interface Completion {
  values: string[];
  total: number;
  hasMore: boolean;
}

export interface Completed {
  prompts: readonly PromptDefinition[];
  resourceTemplates: readonly ResourceTemplateDefinition[];
}

/** Most values of one answer, by the protocol. */
const maxValues = 100;

/**
 * Proposes values for an argument; none where there is nothing to propose.
 *
 * @throws NotOfferedError when there is no such prompt, template or argument.
 */
export async function complete(
  completed: Completed,
  request: CompletionRequest,
  context: CallContext,
): Promise<Completion> {
  const propose = completerOf(completed, request);
  const all = (await propose?.(request.typed, request.siblings, context)) ?? [];
  return {
    values: all.slice(0, maxValues),
    total: all.length,
    hasMore: all.length > maxValues,
  };
}

function completerOf(
  { prompts, resourceTemplates }: Completed,
  { of, argument }: CompletionRequest,
): Complete | undefined {
  if (of.kind === 'prompt') {
    const prompt = prompts.find(({ name }) => name === of.name);
    if (prompt === undefined) throw new NotOfferedError('prompt', 'There is no such prompt.');
    const found = prompt.arguments.find(({ name }) => name === argument);
    if (found === undefined) throw noArgument(argument);
    return found.complete;
  }
  const template = resourceTemplates.find(({ uriTemplate }) => uriTemplate === of.uriTemplate);
  if (template === undefined) {
    throw new NotOfferedError('resource', 'There is no such resource template.');
  }
  if (!template.uriTemplate.includes(`{${argument}}`)) throw noArgument(argument);
  return template.complete[argument];
}

function noArgument(name: string): NotOfferedError {
  return new NotOfferedError(
    'argument',
    `There is no argument ${JSON.stringify(name.slice(0, 100))} to complete.`,
  );
}
