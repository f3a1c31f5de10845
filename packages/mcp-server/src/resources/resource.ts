import type { Scope } from '../access/caller.ts';
import type { CallContext } from '../call-context.ts';
import type { Complete } from '../completions/complete.ts';
import type { Icon, ResourceContents } from '../content.ts';

interface ResourceFacts {
  name: string;
  /** For people. */
  title: string;
  description: string;
  mimeType: string;
  icons?: readonly Icon[] | undefined;
  /** Extensions of the protocol, under their own names. */
  meta?: Readonly<Record<string, unknown>> | undefined;
  scope?: Scope | undefined;
  /** How long a client may keep what it has read, in milliseconds; 0 when left out. */
  freshMs?: number | undefined;
}

/** A resource with one address, as every protocol version serves it. */
export interface ResourceDefinition extends ResourceFacts {
  uri: string;
  /** What it holds now; throws `SpendError` for what the operator or the caller can mend. */
  read(context: CallContext): Promise<ResourceContents>;
}

/** Resources whose address has variables, such as `bedrock-spend://report/{region}/{days}`. */
export interface ResourceTemplateDefinition extends ResourceFacts {
  /** RFC 6570, level 1: each variable is one segment. */
  uriTemplate: string;
  complete: Readonly<Record<string, Complete>>;
  /** Throws `SpendError` for variables that the caller can mend. */
  read(
    variables: Readonly<Record<string, string>>,
    uri: string,
    context: CallContext,
  ): Promise<ResourceContents>;
}
