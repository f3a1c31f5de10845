import { plain } from '@bedrock-spend/pulumi-engine';

import { eachResource, type PolicedResource } from './policy-check.ts';
import { allowStatements, listOf, type Statement } from './policy-documents.ts';
import { resourceFreeActions } from './resource-free-actions.ts';

/**
 * No permission on everything: every action is named, and so is what it is on, but for the actions
 * that AWS gives no resources.
 */
export const wildcardResources = eachResource((resource) => [
  ...allowStatements(resource).flatMap(problemsWith),
  ...unknownManagedPolicies(resource),
]);

function problemsWith(statement: Statement): string[] {
  const { NotAction, NotResource, Action, Resource } = statement;
  if (NotAction !== undefined || NotResource !== undefined) {
    return ['allows all but something: name the actions and resources that are needed'];
  }
  const actions = listOf(Action);
  const wide = listOf(Resource).filter(isTooWide);
  return [
    ...actions
      .filter((action) => action.includes('*'))
      .map((action) => `allows ${action}: name the actions that are needed`),
    ...actions
      .filter((action) => wide.length > 0 && resourceFreeActions[action] === undefined)
      .map((action) => `allows ${action} on ${wide.join(', ')}: name the resources`),
  ];
}

/** Bedrock makes the ids of these: nobody can name them before, and they hold nothing. */
const nameless = /:application-inference-profile\/\*$/;

/** `*`, any account, or everything of a kind, as in `arn:aws:logs:us-east-1:111122223333:log-group:*`. */
function isTooWide(resource: string): boolean {
  const [, , , , account = '', ...rest] = resource.split(':');
  if (rest.length === 0 || account.includes('*')) return true;
  if (nameless.test(resource)) return false;
  // `:*` at the end of a log group stands for its streams.
  const named = rest.filter((part) => part !== '*').join(':');
  return /^(?:log-group|table|secret|parameter|role|function|key)?[:/]?\*?$/.test(named);
}

/** Holds for all APIs of an account and region, so for log groups whose names nobody here knows. */
const knownManagedPolicies =
  /^arn:[\w-]+:iam::aws:policy\/service-role\/AmazonAPIGatewayPushToCloudWatchLogs$/;

function unknownManagedPolicies({ inputs }: PolicedResource): string[] {
  const attached = [
    plain(inputs['policyArn']),
    ...(plain(inputs['managedPolicyArns'] ?? []) as unknown[]),
  ];
  return attached
    .filter((arn) => typeof arn === 'string' && !knownManagedPolicies.test(arn))
    .map((arn) => `attaches ${String(arn)}, which may allow more by itself: write the statements`);
}
