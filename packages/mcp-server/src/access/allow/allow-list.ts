import type { Dimension } from '@bedrock-spend/core';

/**
 * What a server may read and show, whoever asks. What is left out is not restricted. A question that
 * names more is refused with a sentence that says what there is; one that names nothing is about all
 * that is allowed.
 *
 * @example
 * const allow: AllowList = { accounts: ['111122223333'], regions: ['us-east-1'], columns: ['role'] };
 */
export interface AllowList {
  /** AWS account ids of 12 digits. Calls of other accounts are left out wherever their logs are. */
  accounts?: readonly string[] | undefined;
  /** AWS regions, one by one. Calls made in other regions are left out wherever their logs are. */
  regions?: readonly string[] | undefined;
  /**
   * CloudWatch log groups: names, or beginnings of names with a `*` at the end. A bill cannot be
   * reduced to a log group, so it is only offered where accounts are listed too.
   */
  logGroups?: readonly string[] | undefined;
  /**
   * Which of the columns that tell who called are shown: the others can neither be grouped by nor be
   * filtered on. All other columns always are.
   */
  columns?: readonly CallerColumn[] | undefined;
  /**
   * At least 32 bytes, kept secret. People are then shown as `person-xxxxxxxx`, the same person as the
   * same in every answer, and nobody without the key can tell who that is.
   */
  pseudonymKey?: Uint8Array | undefined;
}

/**
 * A dimension that tells who called, or what a caller has tagged a call with. `requestMetadata.*` is
 * every tag. `principal` holds role and person, and needs both.
 *
 * @example
 * const columns: CallerColumn[] = ['role', 'requestMetadata.team'];
 */
export type CallerColumn =
  | Extract<Dimension, 'principal' | 'role' | 'person'>
  | `requestMetadata.${string}`;
