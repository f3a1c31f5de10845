import type { CompletionRequest } from '../completions/complete-argument.ts';

/** Parameters of `completion/complete`, the same in every protocol version. */
interface CompleteParams {
  ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  argument: { name: string; value: string };
  context?: { arguments?: Record<string, string> | undefined } | undefined;
}

export function completionOf({ ref, argument, context }: CompleteParams): CompletionRequest {
  return {
    of:
      ref.type === 'ref/prompt'
        ? { kind: 'prompt', name: ref.name }
        : { kind: 'resource', uriTemplate: ref.uri },
    argument: argument.name,
    typed: argument.value,
    siblings: context?.arguments ?? {},
  };
}
