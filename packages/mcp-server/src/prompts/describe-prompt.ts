import type { Icon } from '../content.ts';
import type { PromptDefinition } from './prompt.ts';

/** A prompt as `prompts/list` shows it. */
export interface PromptDescription {
  name: string;
  title: string;
  description: string;
  arguments: { name: string; title?: string; description: string; required: boolean }[];
  icons?: Icon[];
}

export function describePrompt(definition: PromptDefinition): PromptDescription {
  const { name, title, description, icons } = definition;
  return {
    name,
    title,
    description,
    arguments: definition.arguments.map((argument) => ({
      name: argument.name,
      ...(argument.title !== undefined && { title: argument.title }),
      description: argument.description,
      required: argument.required,
    })),
    ...(icons !== undefined && { icons: [...icons] }),
  };
}
