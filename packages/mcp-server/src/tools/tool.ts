import type { Dimension, LogSource, PriceBook, Query } from '@bedrock-spend/core';
import type { BillReader } from '@bedrock-spend/core/billing';
import type { SetupOptions, SetupReport } from '@bedrock-spend/core/cloudwatch';
import type { z } from 'zod';

import type { Scope } from '../access/caller.ts';
import type { CallContext } from '../call-context.ts';
import type { KnownNames } from '../completions/known-names.ts';
import type { Content, Icon } from '../content.ts';

/**
 * A tool, as every protocol version serves it: plain data and a function that know no SDK.
 * The catalog lists and runs it; `protocol/` hands the catalog to the SDKs.
 */
export interface ToolDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  /** What clients call it by; lower case with hyphens. */
  name: string;
  /** For people. */
  title: string;
  /** For the model: what it answers and when to call it. */
  description: string;
  /** Strict: an unknown argument is refused. Each message completes the sentence `Argument "x" …`. */
  inputSchema: Input;
  /** Left out by a tool that answers with content alone. */
  outputSchema?: Output | undefined;
  annotations: ToolAnnotations;
  icons?: readonly Icon[] | undefined;
  /** Extensions of the protocol, under their own names. */
  meta?: Readonly<Record<string, unknown>> | undefined;
  /** What a caller has to be allowed to call it; nothing when left out. */
  scope?: Scope | undefined;
  /** A service that it cannot do without: a server that lacks it does not offer the tool. */
  needs?: 'bill' | 'setup' | undefined;
  /** Does the work; throws `SpendError` for what the caller can mend. */
  run(input: z.output<Input>, context: CallContext): Promise<ToolAnswer<z.output<Output>>>;
}

/** Hints of the protocol by which a host decides whether to ask its user first. */
export interface ToolAnnotations {
  /** It changes nothing. */
  readOnlyHint: boolean;
  destructiveHint: boolean;
  /** Calling it twice is the same as calling it once. */
  idempotentHint: boolean;
  /** It reaches a world beyond this server and what it was configured to read. */
  openWorldHint: boolean;
}

/** What a tool answers. */
export interface ToolAnswer<Structured = Record<string, unknown>> {
  /** In order, the answer itself first; a text stands for a block of it. */
  content: readonly (string | Content)[];
  /** The same answer as data, of the shape of the output schema. */
  structured?: Structured | undefined;
}

/**
 * How far a call is, in the unit of its choice.
 *
 * @example
 * const step: ProgressStep = { progress: 2, total: 3, message: 'two of three' };
 */
export interface ProgressStep {
  /** Grows from one step to the next. */
  progress: number;
  /** Left out where it is not known. */
  total?: number | undefined;
  /** For people. */
  message?: string | undefined;
}

/** Severities of MCP log messages, from least to most severe. */
export const logLevels = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
] as const;

/**
 * Severity of a message to a caller, the protocol's names.
 *
 * @example
 * const level: LogLevel = 'warning';
 */
export type LogLevel = (typeof logLevels)[number];

/** What the server was configured with, and its clocks. */
export interface Services {
  /** Where the invocation logs are read from. */
  source: LogSource;
  /** What a report is asked for where the call leaves it open. */
  defaults: Query;
  /** Own prices; list prices when left out. */
  prices?: PriceBook | undefined;
  /** Reads what AWS billed. Only where the server reads from AWS. */
  bill?: BillReader | undefined;
  /** Checks what reading from AWS needs. Only where the server reads from AWS. */
  setup?: CheckSetup | undefined;
  /** Names that reports have shown, to be proposed to people who type. */
  names: KnownNames;
  /**
   * What the operator allows to be read, where that is a list of names: of these, nothing else is
   * proposed to people who type. Reading is restricted elsewhere.
   */
  allowedNames?:
    | Partial<Record<'region' | 'account' | 'logGroup', readonly string[] | undefined>>
    | undefined;
  /** Whether the operator lets callers see a dimension. Left out, all are shown. */
  showsColumn?: ((dimension: Dimension) => boolean) | undefined;
  /** Why a service is left out though there is one; completes the sentence `NAME is not offered: …`. */
  withheld?: Partial<Record<'bill' | 'setup', string>> | undefined;
  /** The present moment. */
  now: () => Date;
  /** Resolves after `durationMs`; rejects when `signal` aborts first. */
  wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Checks the setup of accounts and regions; what is left open is as the server was configured.
 *
 * @example
 * const check: CheckSetup = (options) => checkSetup({ profile: 'billing', ...options });
 */
export type CheckSetup = (
  options: Pick<
    SetupOptions,
    'regions' | 'accounts' | 'logGroups' | 'paidChecks' | 'hideExternalId' | 'names' | 'signal'
  >,
) => Promise<SetupReport>;

/** Keeps the types of a definition's schemas and of its `run` together. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): ToolDefinition<Input, Output> {
  return definition;
}
