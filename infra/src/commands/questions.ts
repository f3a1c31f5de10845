/** Asks whoever sits at the terminal. */
export interface Questions {
  confirm(message: string): Promise<boolean>;
  text(message: string, options?: { suggestion?: string }): Promise<string>;
  /** What is typed is not shown. */
  secret(message: string): Promise<string>;
}

/** Loaded when there is something to ask: the library is most of what a command would load. */
export const questions: Questions = {
  async confirm(message) {
    const { confirm } = await import('@inquirer/prompts');
    return await confirm({ message, default: true });
  },
  async text(message, { suggestion } = {}) {
    const { input } = await import('@inquirer/prompts');
    return await input({ message, ...(suggestion !== undefined && { default: suggestion }) });
  },
  async secret(message) {
    const { password } = await import('@inquirer/prompts');
    return await password({ message, mask: false, toggleMask: false });
  },
};

/** Whether the error says that a question was left with Ctrl-C. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
