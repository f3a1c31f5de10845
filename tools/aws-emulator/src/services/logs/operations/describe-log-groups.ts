import type { LogGroupState } from '../../../state/emulator-state.ts';
import { regionOf } from '../../../state/region-of.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import type { CheckedInput, Constraints } from '../check-input.ts';
import { logGroupClass, logGroupIdentifier, logGroupName, nextToken } from '../constraints.ts';
import { nameOfIdentifier } from '../find-log-group.ts';
import { pageByName } from '../page-by-name.ts';
import { invalidParameter } from '../refusals.ts';
import type { TokenSealer } from '../seal-token.ts';

const CONSTRAINTS = {
  accountIdentifiers: { kind: 'strings', min: 0, max: 20, each: { pattern: /^\d{12}$/u } },
  includeLinkedAccounts: { kind: 'boolean' },
  limit: { kind: 'integer', min: 1, max: 50 },
  logGroupClass,
  logGroupIdentifiers: { kind: 'strings', min: 1, max: 50, each: logGroupIdentifier },
  logGroupNamePattern: { kind: 'string', min: 0, max: 512, pattern: /^[.\-_/#A-Za-z0-9]*$/u },
  logGroupNamePrefix: logGroupName,
  nextToken,
} as const satisfies Constraints;

type Input = CheckedInput<typeof CONSTRAINTS>;

export function describeLogGroups(call: ServiceCall, tokens: TokenSealer): unknown {
  const input = checkInput(call.input, CONSTRAINTS);
  checkCombination(input);
  const groups = [...regionOf(call.state, call.accountId, call.region).logGroups.values()];
  const { nextToken: token, limit, ...boundTo } = input;
  const page = pageByName({
    items: groups.filter((group) => isAskedFor(group, { call, input })),
    limit: limit ?? 50,
    token,
    boundTo: { operation: call.operation, ...boundTo },
    tokens,
    nowMs: call.now(),
  });
  const brief = input.logGroupNamePattern !== undefined;
  return {
    logGroups: page.items.map((group) => describe(call, { group, brief })),
    ...(page.nextToken !== null && { nextToken: page.nextToken }),
  };
}

function checkCombination(input: Input): void {
  const { logGroupNamePrefix, logGroupNamePattern, logGroupIdentifiers } = input;
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const others = [
    logGroupNamePrefix,
    logGroupNamePattern,
    input.logGroupClass,
    input.accountIdentifiers,
  ];
  if (logGroupIdentifiers !== undefined && others.some((value) => value !== undefined)) {
    throw invalidParameter(
      'logGroupIdentifiers cannot be combined with other filters than includeLinkedAccounts.',
    );
  }
}

function isAskedFor(
  { name, logClass }: LogGroupState,
  { call, input }: { call: ServiceCall; input: Input },
): boolean {
  const { logGroupNamePrefix, logGroupNamePattern, logGroupIdentifiers } = input;
  if (!name.startsWith(logGroupNamePrefix ?? '')) return false;
  if (!name.includes(logGroupNamePattern ?? '')) return false;
  const wantedClass =
    input.logGroupClass === 'ESSENTIALS' ? 'INFREQUENT_ACCESS' : input.logGroupClass;
  if ((wantedClass ?? logClass) !== logClass) return false;
  if (logGroupIdentifiers === undefined) return true;
  return logGroupIdentifiers.some((identifier) => nameOfIdentifier(call, identifier) === name);
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
