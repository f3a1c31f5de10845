import { plain, type ProgramRun } from '@bedrock-spend/pulumi-engine';

import { operationActions } from '../permissions/operation-actions.ts';
import type { PolicyStatement } from '../permissions/policy-statement.ts';
import { inputsOf } from '../program/registered.testing.ts';

/** A call that the function made: as `logs.StartQuery`, with what its request names. */
export interface MadeCall {
  operation: string;
  input: Readonly<Record<string, unknown>>;
}

/** The calls of those that the role which a run has made does not permit, each with the reason. */
export function notPermitted(run: ProgramRun, calls: readonly MadeCall[]): string[] {
  const { policy } = inputsOf(run, 'aws:iam/rolePolicy:RolePolicy');
  const { Statement } = JSON.parse(String(policy)) as { Statement: PolicyStatement[] };
  const outputs = plain(run.outputs) as Record<string, string>;
  const problems = calls.map(({ operation, input }) => {
    if (!isKnown(operation)) return `${operation} is not in the table of operations.`;
    const { action, on } = operationActions[operation];
    const asked = namedBy(input, on);
    const isPermitted = Statement.some(
      ({ Action, Resource }) =>
        Action.includes(action ?? '') &&
        asked.every((name) => Resource.some((pattern) => covers(pattern, name))),
    );
    return action === null || isPermitted ? null : `${action} on ${asked.join(', ')}`;
  });
  return [...new Set(problems.filter((problem) => problem !== null))];

  function namedBy(input: MadeCall['input'], on: ResourceKind): string[] {
    if (on === 'sessions-table') return [tableArn(outputs)];
    if (on === 'secret') return [String(input['SecretId'])];
    if (on !== 'log-group') return [];
    const groups = [input['logGroupName'], input['logGroupNames'], input['logGroupIdentifiers']];
    return groups
      .flat()
      .filter((name) => typeof name === 'string')
      .map((name) => logGroupArn(outputs, name));
  }
}

type ResourceKind = (typeof operationActions)[keyof typeof operationActions]['on'];

const isKnown = (operation: string): operation is keyof typeof operationActions =>
  Object.hasOwn(operationActions, operation);

/** `*` stands for any text, as in IAM's policies. */
function covers(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** Of the place of the function. */
const placeOf = ({ functionArn = '' }: Record<string, string>): string =>
  functionArn.split(':').slice(3, 5).join(':');

const tableArn = (outputs: Record<string, string>): string =>
  `arn:aws:dynamodb:${placeOf(outputs)}:table/${outputs['sessionsTableName']}`;

/** As CloudWatch Logs asks IAM for it: with the streams in it. */
const logGroupArn = (outputs: Record<string, string>, name: string): string =>
  `arn:aws:logs:${placeOf(outputs)}:log-group:${name}:log-stream:`;
