import type { NewEvent } from '../event-store/event-store.ts';
import { partitionOf } from './aws-regions.ts';
import type { LogClass } from './emulator-config.ts';
import type { EmulatorState, LogGroupState } from './emulator-state.ts';
import { regionOf } from './region-of.ts';

export interface NewLogGroup {
  accountId: string;
  region: string;
  name: string;
  logClass: LogClass;
  retentionInDays: number | null;
  createdAtMs: number;
}

/** Adds an empty log group that must not be there yet. */
export function addLogGroup(state: EmulatorState, group: NewLogGroup): LogGroupState {
  const { accountId, region, name, logClass, retentionInDays, createdAtMs } = group;
  const { logGroups } = regionOf(state, accountId, region);
  const id = state.store.createGroup({ accountId, region, name, logClass });
  const arn = `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${name}`;
  const added = { id, name, arn, logClass, retentionInDays, createdAtMs, streams: new Map() };
  logGroups.set(name, added);
  return added;
}

/** Adds a stream to a group, or finds it. */
export function ensureLogStream(
  state: EmulatorState,
  group: LogGroupState,
  stream: { name: string; createdAtMs: number },
): void {
  if (group.streams.has(stream.name)) return;
  state.store.createStream(group.id, stream.name);
  group.streams.set(stream.name, stream);
}

/** Appends events of any age; a group is never younger than its first event. */
export function appendHistory(
  state: EmulatorState,
  { group, stream, events }: { group: LogGroupState; stream: string; events: readonly NewEvent[] },
): void {
  state.store.append(group.id, stream, events);
  const firstMs = state.store.firstAndLast(group.id)?.firstMs ?? Infinity;
  group.createdAtMs = Math.min(group.createdAtMs, firstMs);
}
