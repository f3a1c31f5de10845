import { closestName } from '@bedrock-spend/core';

import type { CallContext } from '../call-context.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import type { WrittenPrompt } from '../catalog/catalog.ts';
import type { PromptDefinition } from './prompt.ts';

export interface PromptRequest {
  name: string;
  arguments: Readonly<Record<string, string>>;
}

/**
 * Writes a prompt for the arguments that were given; empty ones count as not given.
 *
 * @throws NotOfferedError when there is no such prompt, or an argument is unknown or missing;
 *   SpendError for what an argument says.
 */
export async function writePrompt(
  prompts: readonly PromptDefinition[],
  request: PromptRequest,
  context: CallContext,
): Promise<WrittenPrompt> {
  const prompt = prompts.find(({ name }) => name === request.name);
  if (prompt === undefined) throw unknownPrompt(prompts, request.name);
  const given = Object.fromEntries(
    Object.entries(request.arguments).filter(([, value]) => value !== ''),
  );
  checkArguments(prompt, given);
  return { description: prompt.description, messages: await prompt.write(given, context) };
}

function checkArguments(prompt: PromptDefinition, given: Record<string, string>): void {
  const names = prompt.arguments.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const takes = names.length === 0 ? 'no arguments' : names.join(', ');
    throw new NotOfferedError(
      'argument',
      `Unknown argument ${shown(unknown)}: ${prompt.name} takes ${takes}.`,
    );
  }
  const missing = prompt.arguments.find(({ name, required }) => required && !(name in given));
  if (missing !== undefined) {
    throw new NotOfferedError('argument', `Argument "${missing.name}" is missing.`);
  }
}

function unknownPrompt(prompts: readonly PromptDefinition[], name: string): NotOfferedError {
  const names = prompts.map((prompt) => prompt.name);
  const meant = closestName(name, names);
  const rest =
    meant === null ? `: the prompts are ${names.join(', ')}.` : `: did you mean "${meant}"?`;
  return new NotOfferedError('prompt', `There is no prompt ${shown(name)}${rest}`);
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
