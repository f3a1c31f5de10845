import type { AwsCall } from './aws-error.ts';
import { partitionOf } from './aws-partitions.ts';
import { permissionResource, permissions, type AwsAction } from './permissions.ts';
import { redactText } from './redact-text.ts';

/** Says who may not do what, and which statement of a policy would allow it. */
export function deniedSentence(call: AwsCall, error: Error): string {
  const told = readDenial(error.message);
  const who = told.principal ?? call.role ?? 'the caller';
  const action = told.action ?? call.action;
  const resource = told.resource ?? resourceOf(call);
  const what = `${who} may not call ${action}${resource === '*' ? '' : ` on ${readable(resource)}`}`;
  if (/with an explicit deny/.test(error.message)) {
    return `${what}; a policy denies it explicitly${policyOf(error.message)}, so ask whoever keeps that policy to allow it.`;
  }
  // Of a log group AWS names another ARN than policies need.
  const narrowest = permittedOn(action, call) ?? resource;
  const allowed = action.startsWith('logs:') ? narrowest : (told.resource ?? narrowest);
  const statement = { Effect: 'Allow', Action: action, Resource: allowed };
  return `${what}; add ${JSON.stringify(statement)} to its policy.`;
}

/** AWS names any stream of a log group, by nothing: `ARN:log-stream:`. */
function readable(resource: string): string {
  return resource.replace(/:log-stream:\*?$/, '');
}

interface Denial {
  principal: string | undefined;
  action: string | undefined;
  resource: string | undefined;
}

/** `User: ARN is not authorized to perform: ACTION on resource: ARN because …`, as far as it says so. */
function readDenial(message: string): Denial {
  const part = (pattern: RegExp) => pattern.exec(message)?.[1];
  return {
    principal: part(/User: (arn:\S+)/),
    action: part(/perform: ([a-z0-9-]+:[A-Za-z]+)/),
    resource: part(/on resource: (arn:\S+|\*)/),
  };
}

function policyOf(message: string): string {
  const policy = /explicit deny in an? ([a-z -]+? policy|permissions boundary)/.exec(message)?.[1];
  return policy === undefined ? '' : ` (${redactText(policy)})`;
}

function resourceOf({ accountId, region, logGroup }: AwsCall): string {
  if (logGroup === undefined || accountId === undefined || region === undefined) return '*';
  return `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${logGroup}`;
}

/** The narrowest resource that the action can be allowed on. */
function permittedOn(action: string, { accountId, region, logGroup }: AwsCall): string | null {
  if (!isAwsAction(action) || accountId === undefined || region === undefined) return null;
  return permissionResource(action, { accountId, region, logGroup });
}

function isAwsAction(action: string): action is AwsAction {
  return Object.hasOwn(permissions, action);
}
