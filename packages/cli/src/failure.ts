import { CommanderError } from 'commander';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import { UsageError } from './usage-error.ts';

/** What to tell the user, and the status to end with. */
export interface Failure {
  sentence: string;
  status: ExitStatus;
}

/** Translates whatever a command has thrown. A bug shows its stack only with `DEBUG=bedrock-spend`. */
export async function failureOf(
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Failure> {
  if (error instanceof CommanderError) {
    return { sentence: commanderSentence(error), status: exitStatus.wrongUsage };
  }
  if (error instanceof UsageError) {
    return { sentence: error.message, status: exitStatus.wrongUsage };
  }
  if (!(error instanceof Error)) return { sentence: String(error), status: exitStatus.failed };
  const { SpendError } = await import('@bedrock-spend/core');
  if (SpendError.isInstance(error)) {
    const wrongUsage = error.code.startsWith('INVALID_');
    return {
      sentence: error.message,
      status: wrongUsage ? exitStatus.wrongUsage : exitStatus.failed,
    };
  }
  const stack = env['DEBUG'] === 'bedrock-spend' ? `\n${error.stack ?? ''}` : '';
  return { sentence: `${error.message}${stack}`, status: exitStatus.failed };
}

/** `error: unknown option '--dayz'\n(Did you mean --days?)` as one sentence. */
function commanderSentence(error: CommanderError): string {
  const [head = '', suggestion = ''] = error.message.replace(/^error: /, '').split('\n');
  const sentence = head.charAt(0).toUpperCase() + head.slice(1);
  if (error.code === 'commander.help') return 'Say what to do; --help lists what there is.';
  const meant = /^\(Did you mean (.+)\?\)$/.exec(suggestion)?.[1];
  if (meant !== undefined) return `${sentence}: did you mean ${meant}?`;
  if (error.code === 'commander.unknownOption' || error.code === 'commander.unknownCommand') {
    return `${sentence}; --help lists what there is.`;
  }
  return `${sentence.replace('. Expected', ': expected').replace(/\.$/, '')}.`;
}
