import type { Fault } from '../front/faults.ts';
import type { Front } from '../front/front.ts';
import { emulatorNow } from '../front/front.ts';
import type { RequestFilter } from '../front/request-log.ts';
import { BEDROCK_STREAM } from '../state/create-state.ts';
import type { CostRecord, InferenceProfileConfig, SecretConfig } from '../state/emulator-config.ts';
import type { AccountState } from '../state/emulator-state.ts';
import { INGESTION_LAG_MS } from '../state/ingestion-lag.ts';
import { addLogGroup, appendHistory, ensureLogStream } from '../state/log-groups.ts';
import { regionOf } from '../state/region-of.ts';
import type { ControlInput, ControlOperation } from './control-schemas.ts';

type Operations = { [Name in ControlOperation]: (input: ControlInput<Name>) => unknown };

// Absent members of a checked input are typed `undefined`; JSON leaves them out.
type Checked<Type> = { [Key in keyof Type]?: Type[Key] | undefined };

/** What the control API does to a running emulator. */
export function controlOperations(front: Front): Operations {
  const { state } = front;
  return {
    requests: (filter: Checked<RequestFilter>) => front.requestLog.find(filter as RequestFilter),
    clearRequests: () => front.requestLog.clear(),
    addFault: (fault: Checked<Fault>) => front.faults.add(fault as Fault),
    removeFaults: () => front.faults.clear(),
    putEvents: (input) => putEvents(front, input),
    createLogGroup: (input) => {
      addLogGroup(state, {
        accountId: input.accountId,
        region: input.region,
        name: input.logGroup,
        logClass: input.logClass ?? 'STANDARD',
        retentionInDays: input.retentionInDays ?? null,
        createdAtMs: input.createdAt ?? emulatorNow(front),
      });
    },
    setLogging: ({ accountId, region, logging }) => {
      regionOf(state, accountId, region).logging = logging;
    },
    setProfiles: ({ accountId, region, profiles }) => {
      regionOf(state, accountId, region).inferenceProfiles = profiles as InferenceProfileConfig[];
    },
    setSecrets: ({ accountId, region, secrets }) => {
      regionOf(state, accountId, region).secrets = secrets as SecretConfig[];
    },
    setCosts: ({ accountId, costs }) => {
      accountOf(front, accountId).costs = costs as CostRecord[];
    },
    setDenied: ({ accountId, principal, actions }) => {
      const { users, roles } = accountOf(front, accountId);
      const found = [...users, ...roles].find(({ name }) => name === principal);
      if (found === undefined) {
        throw new Error(`Account ${accountId} has no user or role named ${principal}.`);
      }
      found.deny = actions;
    },
    setLatency: (latency) => {
      state.latency = latency;
    },
    setQuotas: ({ quotas }) => {
      state.quotas = quotas;
    },
    setClock: ({ offsetMs }) => {
      state.clockOffsetMs = offsetMs;
    },
  };
}

function putEvents(front: Front, input: ControlInput<'putEvents'>): void {
  const { state } = front;
  const { accountId, region, logGroup, stream = BEDROCK_STREAM, events } = input;
  const createdAtMs = emulatorNow(front);
  const group =
    regionOf(state, accountId, region).logGroups.get(logGroup) ??
    addLogGroup(state, {
      accountId,
      region,
      name: logGroup,
      logClass: 'STANDARD',
      retentionInDays: null,
      createdAtMs,
    });
  ensureLogStream(state, group, { name: stream, createdAtMs });
  appendHistory(state, {
    group,
    stream,
    events: events.map(({ timestamp, message, ingestionTime = timestamp + INGESTION_LAG_MS }) => ({
      timestamp,
      message,
      ingestionTime,
    })),
  });
}

function accountOf(front: Front, accountId: string): AccountState {
  const account = front.state.accounts.get(accountId);
  if (account === undefined) throw new Error(`The emulator has no account ${accountId}.`);
  return account;
}
