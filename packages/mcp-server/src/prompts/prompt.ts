import type { Scope } from '../access/caller.ts';
import type { CallContext } from '../call-context.ts';
import type { Content, Icon } from '../content.ts';
import type { Complete } from '../completions/complete.ts';

/** A prompt, as every protocol version serves it: plain data and a function that know no SDK. */
export interface PromptDefinition {
  /** What clients ask for it by; lower case with hyphens. */
  name: string;
  /** For people. */
  title: string;
  /** For people: what they get. */
  description: string;
  arguments: readonly PromptArgument[];
  icons?: readonly Icon[] | undefined;
  scope?: Scope | undefined;
  /** A tool that it cannot do without: a server that does not offer the tool does not offer the prompt. */
  needsTool?: string | undefined;
  /** Writes the messages; throws `SpendError` for arguments that the caller can mend. */
  write(
    given: Readonly<Record<string, string>>,
    context: CallContext,
  ): Promise<readonly PromptMessage[]>;
}

/** An argument of a prompt; over the protocol every one is a text. */
export interface PromptArgument {
  name: string;
  title?: string | undefined;
  description: string;
  required: boolean;
  complete?: Complete | undefined;
}

/** One message of a prompt, as the host hands it to its model. */
export interface PromptMessage {
  role: 'user' | 'assistant';
  content: Content;
}
