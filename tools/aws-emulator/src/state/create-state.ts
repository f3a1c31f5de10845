import { createEventStore } from '../event-store/create-event-store.ts';
import type { NewEvent } from '../event-store/event-store.ts';
import { awsRegions } from './aws-regions.ts';
import { createAccount } from './create-account.ts';
import type { EmulatorConfig, LogGroupConfig } from './emulator-config.ts';
import type { EmulatorState } from './emulator-state.ts';
import { addLogGroup, appendHistory, ensureLogStream } from './log-groups.ts';
import { readEventFile } from './read-event-file.ts';
import { regionOf } from './region-of.ts';

/** The stream that Bedrock writes to, always. */
export const BEDROCK_STREAM = 'aws/bedrock/modelinvocations';

const BATCH_EVENTS = 10_000;

/** Everything that the configuration names, event files loaded. `nowMs` is when groups were made. */
export async function createState(config: EmulatorConfig, nowMs: number): Promise<EmulatorState> {
  const state: EmulatorState = {
    accounts: new Map(),
    temporaryCredentials: new Map(),
    store: createEventStore(),
    // A query is never done at once on AWS: a poller must see that it waits.
    latency: config.latency ?? { pageMs: 0, queryBaseMs: 60, queryBytesPerSecond: 1e12 },
    quotas: config.quotas ?? false,
    clockOffsetMs: 0,
  };
  for (const account of config.accounts) {
    state.accounts.set(account.accountId, createAccount(account));
    for (const [region, settings] of Object.entries(account.regions ?? {})) {
      const found = regionOf(state, account.accountId, region);
      // An opt-in region that the configuration fills is one that the account has opted in to.
      found.enabled = settings.enabled ?? awsRegions[region] !== undefined;
      found.logging = settings.logging ?? null;
      found.apiGatewayLogRoleArn = settings.apiGatewayLogRoleArn ?? null;
      found.inferenceProfiles = [...(settings.inferenceProfiles ?? [])];
      found.secrets = [...(settings.secrets ?? [])];
      found.parameters = [...(settings.parameters ?? [])];
      for (const group of settings.logGroups ?? []) {
        await loadLogGroup(state, { group, region, accountId: account.accountId, nowMs });
      }
    }
  }
  return state;
}

async function loadLogGroup(
  state: EmulatorState,
  options: { group: LogGroupConfig; accountId: string; region: string; nowMs: number },
): Promise<void> {
  const { group, accountId, region, nowMs } = options;
  const added = addLogGroup(state, {
    accountId,
    region,
    name: group.name,
    logClass: group.logClass ?? 'STANDARD',
    retentionInDays: group.retentionInDays ?? null,
    createdAtMs: group.createdAt === undefined ? nowMs : Date.parse(group.createdAt),
  });
  for (const path of group.ndjson ?? []) {
    ensureLogStream(state, added, { name: BEDROCK_STREAM, createdAtMs: nowMs });
    let batch: NewEvent[] = [];
    for await (const event of readEventFile(path, nowMs)) {
      batch.push(event);
      if (batch.length < BATCH_EVENTS) continue;
      appendHistory(state, { group: added, stream: BEDROCK_STREAM, events: batch });
      batch = [];
    }
    appendHistory(state, { group: added, stream: BEDROCK_STREAM, events: batch });
  }
}
