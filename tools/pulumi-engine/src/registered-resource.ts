/**
 * A resource as the program registered it. Inputs and outputs hold markers for what is secret or
 * unknown: {@link isSecret}, {@link isUnknown}; `plain` opens secrets.
 */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Empty for components and in previews. */
  readonly id: string;
  /** URN of the parent, which is the stack for what names no other; the stack has none. */
  readonly parent: string | null;
  readonly isCustom: boolean;
  /** Read, not made: `Type.get(…)`. */
  readonly isRead: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URNs; what the inputs depend on is among them. */
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string | null;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly object[];
  readonly importId: string | null;
  readonly customTimeouts: Readonly<Record<'create' | 'update' | 'delete', string>>;
  /** `urn::id` of the explicit provider. */
  readonly provider: string | null;
  readonly providers: Readonly<Record<string, string>>;
  /** Version of the provider's package. */
  readonly version: string;
}
