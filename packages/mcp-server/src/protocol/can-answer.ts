import type { Question } from '../call-context.ts';

const capabilityOf = {
  'elicitation/create': 'elicitation',
  'sampling/createMessage': 'sampling',
  'roots/list': 'roots',
} as const satisfies Record<Question['method'], string>;

type Capabilities = { [Name in (typeof capabilityOf)[Question['method']]]?: object | undefined };

/** Whether a client with these capabilities can be asked this. */
export function canAnswer(
  capabilities: Capabilities | undefined,
  method: Question['method'],
): boolean {
  return capabilities?.[capabilityOf[method]] !== undefined;
}
