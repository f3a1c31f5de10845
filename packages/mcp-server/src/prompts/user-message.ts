import type { PromptMessage } from './prompt.ts';

/** One message of the person, of blocks with a blank line between them. */
export function userMessage(...blocks: readonly string[]): PromptMessage[] {
  return [{ role: 'user', content: { type: 'text', text: blocks.join('\n\n') } }];
}

/** Steps as a numbered list. */
export function steps(list: readonly string[]): string {
  return list.map((step, index) => `${index + 1}. ${step}`).join('\n');
}
