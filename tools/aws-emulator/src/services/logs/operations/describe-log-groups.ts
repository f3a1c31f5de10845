import type { LogGroupState } from '../../../state/emulator-state.ts';
import { regionOf } from '../../../state/region-of.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { logGroupClass, logGroupIdentifier, logGroupName, nextToken } from '../constraints.ts';
import { nameOfIdentifier } from '../find-log-group.ts';
import { pageByName } from '../page-by-name.ts';
import { invalidParameter } from '../refusals.ts';
import type { TokenSealer } from '../seal-token.ts';

export function describeLogGroups(call: ServiceCall, tokens: TokenSealer): unknown {
  const { input } = call;
  checkInput(input, {
    accountIdentifiers: { kind: 'strings', min: 0, max: 20, each: { pattern: /^\d{12}$/u } },
    includeLinkedAccounts: { kind: 'boolean' },
    limit: { kind: 'integer', min: 1, max: 50 },
    logGroupClass,
    logGroupIdentifiers: { kind: 'strings', min: 1, max: 50, each: logGroupIdentifier },
    logGroupNamePattern: { kind: 'string', min: 0, max: 512, pattern: /^[\.\-_/#A-Za-z0-9]*$/u },
    logGroupNamePrefix: logGroupName,
    nextToken,
  });
  checkCombination(input);
  const groups = [...regionOf(call.state, call.accountId, call.region).logGroups.values()];
  const { nextToken: token, limit, ...boundTo } = input;
  const page = pageByName({
    items: groups.filter((group) => isAskedFor(call, group)),
    limit: Number(limit ?? 50),
    token: token === undefined ? null : String(token),
    boundTo: { operation: call.operation, ...boundTo },
    tokens,
    nowMs: call.now(),
  });
  const brief = input['logGroupNamePattern'] !== undefined;
  return {
    logGroups: page.items.map((group) => describe(call, { group, brief })),
    ...(page.nextToken !== null && { nextToken: page.nextToken }),
  };
}

function checkCombination(input: Record<string, unknown>): void {
  const { logGroupNamePrefix, logGroupNamePattern, logGroupIdentifiers } = input;
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const others = [
    'logGroupNamePrefix',
    'logGroupNamePattern',
    'logGroupClass',
    'accountIdentifiers',
  ];
  if (logGroupIdentifiers !== undefined && others.some((name) => input[name] !== undefined)) {
    throw invalidParameter(
      'logGroupIdentifiers cannot be combined with other filters than includeLinkedAccounts.',
    );
  }
}

function isAskedFor(call: ServiceCall, { name, logClass }: LogGroupState): boolean {
  const { logGroupNamePrefix, logGroupNamePattern, logGroupIdentifiers } = call.input;
  const wantedClass = call.input['logGroupClass'];
  if (logGroupNamePrefix !== undefined && !name.startsWith(String(logGroupNamePrefix)))
    return false;
  if (logGroupNamePattern !== undefined && !name.includes(String(logGroupNamePattern)))
    return false;
  if (wantedClass === 'STANDARD' && logClass !== 'STANDARD') return false;
  if (wantedClass === 'INFREQUENT_ACCESS' && logClass !== 'INFREQUENT_ACCESS') return false;
  if (logGroupIdentifiers === undefined) return true;
  return (logGroupIdentifiers as string[]).some(
    (identifier) => nameOfIdentifier(call, identifier) === name,
  );
}

function describe(
  call: ServiceCall,
  { group, brief }: { group: LogGroupState; brief: boolean },
): unknown {
  const { name, arn, createdAtMs, retentionInDays, logClass, id } = group;
  const always = { logGroupName: name, creationTime: createdAtMs, arn: `${arn}:*` };
  if (brief) return always;
  return {
    ...always,
    ...(retentionInDays !== null && { retentionInDays }),
    metricFilterCount: 0,
    storedBytes: call.state.store.bytes(id),
    logGroupClass: logClass,
    logGroupArn: arn,
  };
}
