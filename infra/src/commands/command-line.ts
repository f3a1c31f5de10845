import { parseArgs } from 'node:util';

import { usageError } from './command-error.ts';

/** What was asked for, and what is meant for Pulumi. */
export interface CommandLine {
  /** Short name of the stack, or with organization and project before it. */
  stack: string;
  /** Whether what has to be made is made without asking. */
  isAgreed: boolean;
  /** `awskms://…`, `passphrase`, …: for a stack that is made. */
  secretsProvider: string | null;
  /** Everything else, in its order. */
  rest: string[];
}

const DEFAULT_STACK = 'prod';

/** Takes our own options out of the arguments and leaves Pulumi's as they are. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: {
      stack: { type: 'string', short: 's' },
      yes: { type: 'boolean', short: 'y' },
      'secrets-provider': { type: 'string' },
    },
  });
  const commandLine: CommandLine = {
    stack: DEFAULT_STACK,
    isAgreed: false,
    secretsProvider: null,
    rest: [],
  };
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'yes') {
      if (token.value !== undefined && token.value !== 'true') continue;
      commandLine.isAgreed = true;
    } else if (token.name === 'stack') {
      commandLine.stack = checkStack(token.value);
    } else if (token.name === 'secrets-provider') {
      if (!token.value) throw usageError('Name a secrets provider: --secrets-provider=awskms://….');
      commandLine.secretsProvider = token.value;
    } else continue;
    taken.add(token.index);
    if (token.inlineValue === false) taken.add(token.index + 1);
  }
  commandLine.rest = args.filter((_, index) => !taken.has(index));
  return commandLine;
}

// As Pulumi has it: https://www.pulumi.com/docs/iac/concepts/stacks/#stack-names
function checkStack(stack: string | boolean | undefined): string {
  if (typeof stack === 'string' && /^(?:[\w.-]{1,100}\/){0,2}[\w.-]{1,100}$/.test(stack))
    return stack;
  throw usageError(
    'A stack is named by letters, digits, dots, hyphens and underscores, for example --stack=prod.',
  );
}
