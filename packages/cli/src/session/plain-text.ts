import { resultHeading, type Output } from './session-command.ts';

/** One piece of output as plain lines, for a pipe. */
export function plainText(output: Output): string {
  switch (output.kind) {
    case 'command':
      return `> ${output.text}`;
    case 'log':
      return `[${output.level}] ${output.text}`;
    case 'progress':
      return `Progress: ${output.text}`;
    case 'result':
      return `${resultHeading}\n${output.text}`;
    case 'note':
    case 'text':
    case 'error':
      return output.text;
  }
}
