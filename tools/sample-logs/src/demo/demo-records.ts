import { createRandom, type Random } from '../random.ts';
import { logTimestamp, schema, type LogRecord } from '../log-record.ts';
import { callTimes } from './call-times.ts';
import type { Workload } from './workload.ts';
import { runawayWorkload, workloads } from './workloads.ts';

export const demoSeed = 20_261_120;

/** Last day of the sample, a Friday. The `demo` command moves the days so that they end today. */
export const demoLastDay = '2026-11-20';

/** Five whole weeks: the `demo` command moves days by weeks, and a month has something before it. */
export const demoDays = 35;

/** The day on which one team's mistake costs more than all other calls of the week. */
export const demoSpikeDay = '2026-11-11';

const dayMs = 86_400_000;

/** All records of the sample, oldest first. */
export function demoRecords(seed: number = demoSeed): LogRecord[] {
  const lastDayMs = Date.parse(demoLastDay);
  const records: LogRecord[] = [];
  for (let day = demoDays - 1; day >= 0; day--) {
    const dayStartMs = lastDayMs - day * dayMs;
    const calls = workloadsOn(dayStartMs).flatMap((workload) =>
      callsOn(dayStartMs, workload, seed),
    );
    records.push(...calls.toSorted((one, other) => compareText(one.timestamp, other.timestamp)));
  }
  return records;
}

function workloadsOn(dayStartMs: number): readonly Workload[] {
  return dayStartMs === Date.parse(demoSpikeDay) ? [...workloads, runawayWorkload] : workloads;
}

function callsOn(dayStartMs: number, workload: Workload, seed: number): LogRecord[] {
  const random = createRandom(seed, `${workload.name} ${logTimestamp(dayStartMs)}`);
  return callTimes(dayStartMs, workload, random).map((timestampMs) =>
    call(timestampMs, workload, random),
  );
}

function call(timestampMs: number, workload: Workload, random: Random): LogRecord {
  const { accountId, region, operation, modelId } = workload;
  const requestMetadata = tags(workload, random);
  return {
    timestamp: logTimestamp(timestampMs),
    accountId,
    region,
    requestId: random.uuid(),
    operation,
    modelId,
    ...(requestMetadata === null ? {} : { requestMetadata }),
    ...outcome(workload, random),
    ...schema,
  };
}

function tags(workload: Workload, random: Random): Record<string, string> | null {
  if (workload.team === undefined) return null;
  return {
    team: workload.team,
    ...(workload.features === undefined ? {} : { feature: random.pick(workload.features) }),
    ...(workload.environment === undefined ? {} : { environment: workload.environment }),
  };
}

type Outcome = Pick<LogRecord, 'errorCode' | 'input' | 'output' | 'identity' | 'inferenceRegion'>;

function outcome(workload: Workload, random: Random): Outcome {
  const identity = { arn: random.pick(workload.callers) };
  const { errors, blockedShare = 0, countsInBodyShare = 0 } = workload;
  if (errors !== undefined && random.chance(errors.share)) {
    const errorCode = random.pick(errors.codes);
    // A throttled call has neither key; one that failed later has both, empty.
    return errorCode === 'ThrottlingException'
      ? { errorCode, identity }
      : { errorCode, input: {}, output: {}, identity };
  }
  const contentTypes = {
    input: { inputContentType: 'application/json' },
    output: { outputContentType: 'application/json' },
  } as const;
  if (random.chance(blockedShare)) {
    const outputBodyJson = { type: 'message', 'amazon-bedrock-guardrailAction': 'INTERVENED' };
    return {
      input: contentTypes.input,
      output: { ...contentTypes.output, outputBodyJson },
      identity,
    };
  }
  const ran =
    workload.inferenceRegions === undefined
      ? {}
      : { inferenceRegion: random.pick(workload.inferenceRegions) };
  if (random.chance(countsInBodyShare)) {
    const outputBodyJson = bodyCounts(workload, random);
    return {
      input: contentTypes.input,
      output: { ...contentTypes.output, outputBodyJson },
      identity,
      ...ran,
    };
  }
  return {
    input: { ...contentTypes.input, ...inputCounts(workload, random) },
    output: {
      ...contentTypes.output,
      ...(workload.output === undefined
        ? {}
        : { outputTokenCount: random.logNormal(workload.output) }),
    },
    identity,
    ...ran,
  };
}

function inputCounts({ input, cacheRead, cacheWrite }: Workload, random: Random) {
  const inputTokenCount = random.logNormal(input);
  if (cacheRead === undefined) return { inputTokenCount };
  return {
    inputTokenCount,
    // The first call of a session has nothing to read yet.
    cacheReadInputTokenCount: random.chance(0.07) ? 0 : random.logNormal(cacheRead),
    cacheWriteInputTokenCount: cacheWrite === undefined ? 0 : random.logNormal(cacheWrite),
  };
}

function bodyCounts(workload: Workload, random: Random) {
  const inputTokens = random.logNormal(workload.input);
  const outputTokens = random.logNormal(workload.output ?? { median: 1, sigma: 0 });
  const [longLived, shortLived] = [random.integer(400, 900), random.integer(200, 600)];
  const cacheReadInputTokens = random.integer(5_000, 9_000);
  const cacheWriteInputTokens = longLived + shortLived;
  return {
    usage: {
      inputTokens,
      outputTokens,
      totalTokens: inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens,
      cacheReadInputTokens,
      cacheWriteInputTokens,
      cacheDetails: [
        { ttl: '1h', inputTokens: longLived },
        { ttl: '5m', inputTokens: shortLived },
      ],
    },
    serviceTier: { type: 'default' },
  };
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
