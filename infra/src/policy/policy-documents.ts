import { plain } from '@bedrock-spend/pulumi-engine';

import type { PolicedResource } from './policy-check.ts';

/** A statement of an IAM policy as AWS takes it, where one value may stand for a list. */
export interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: unknown;
  NotPrincipal?: unknown;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** Inputs that hold a policy, whatever the resource: https://www.pulumi.com/registry/packages/aws/ */
const documentInputs = ['policy', 'assumeRolePolicy', 'accessPolicy', 'resourcePolicy'];

/** Policies for lifecycles and deliveries: the same word for something else. */
const notOfIam = new Set(['aws:ecr/lifecyclePolicy:LifecyclePolicy']);

/** Every statement that allows something, of all policies that stand in a resource. */
export function allowStatements({ type, inputs }: PolicedResource): Statement[] {
  if (notOfIam.has(type)) return [];
  const inline = (plain(inputs['inlinePolicies'] ?? []) as { policy?: unknown }[]).map(
    ({ policy }) => policy,
  );
  return [...documentInputs.map((name) => plain(inputs[name])), ...inline]
    .flatMap(statementsIn)
    .filter(({ Effect }) => Effect === 'Allow');
}

export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function statementsIn(document: unknown): Statement[] {
  const parsed: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  const { Statement } = (parsed ?? {}) as { Statement?: Statement | Statement[] };
  return Statement === undefined ? [] : Array.isArray(Statement) ? Statement : [Statement];
}
