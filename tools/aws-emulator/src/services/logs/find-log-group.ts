import { partitionOf } from '../../state/aws-regions.ts';
import type { LogGroupState } from '../../state/emulator-state.ts';
import { regionOf } from '../../state/region-of.ts';
import type { ServiceCall } from '../service.ts';
import { invalidParameter, notFound } from './refusals.ts';

/** The group that a call names; throws as AWS does when there is none. */
export function findLogGroup(call: ServiceCall, name: string): LogGroupState {
  const found = regionOf(call.state, call.accountId, call.region).logGroups.get(name);
  if (found === undefined) throw notFound('The specified log group does not exist.');
  return found;
}

/**
 * The name that an identifier, a name or an ARN, stands for. Groups of other accounts are seen only
 * from a monitoring account, which the emulator does not have.
 */
export function nameOfIdentifier(call: ServiceCall, identifier: string): string {
  if (!identifier.startsWith('arn:')) return identifier;
  const prefix = `arn:${partitionOf(call.region)}:logs:${call.region}:${call.accountId}:log-group:`;
  if (!identifier.startsWith(prefix)) {
    throw invalidParameter(
      `Log group ${identifier} is not accessible from account ${call.accountId} in ${call.region}.`,
    );
  }
  return identifier.slice(prefix.length);
}

/** The group of an operation that takes a name or an identifier, one of them. */
export function groupOfCall(
  call: ServiceCall,
  input: { logGroupName: string | undefined; logGroupIdentifier: string | undefined },
): LogGroupState {
  const { logGroupName, logGroupIdentifier } = input;
  if (logGroupName !== undefined && logGroupIdentifier === undefined) {
    return findLogGroup(call, logGroupName);
  }
  if (logGroupIdentifier !== undefined && logGroupName === undefined) {
    return findLogGroup(call, nameOfIdentifier(call, logGroupIdentifier));
  }
  throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.');
}
