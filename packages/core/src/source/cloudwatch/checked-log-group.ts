import type { AwsPlace } from '../../aws/aws-access.ts';
import { untilAborted } from '../../aws/until-aborted.ts';
import { findLogGroups } from '../../aws/log-groups.ts';
import { askLogging, type LoggingState } from '../../aws/logging-state.ts';
import { missingGroupSentence } from '../../aws/missing-group-sentence.ts';
import { SpendError } from '../../errors.ts';
import type { LogBatch } from '../../model/log-batch.ts';
import type { Window } from '../../model/query.ts';
import type { PartialSource } from '../../model/report.ts';
import { forgottenCalls } from './forgotten-calls.ts';
import { reasonForNoCalls } from './logging-sentences.ts';
import type { FoundLogGroup } from './find-log-groups.ts';
import type { LogSource, ReadRequest } from '../log-source.ts';

export interface CheckOptions {
  open(logGroup: string): LogSource;
  now(): Date;
}

/**
 * A log group that does not let a mistake look like no usage: where it does not exist the error says
 * what there is instead, where it holds no call the report says whether Bedrock logs to it at all, and
 * where it has forgotten some the report says since when it knows them. A group that nobody named gives
 * way to the one that Bedrock logs to.
 */
export function checkedLogGroup(
  { place, logGroup: asked, isGuess }: FoundLogGroup,
  { open, now }: CheckOptions,
): LogSource {
  let logGroup = asked;
  let source = open(logGroup);

  async function turnToOther(error: unknown, signal: AbortSignal | undefined): Promise<void> {
    if (!isMissingGroup(error)) throw error;
    const logging = await ifAllowed(() => askLogging(place, signal));
    if (!isGuess || !logging?.logGroup || logging.logGroup === logGroup) {
      throw await explained(error, { place, logGroup, logging, signal });
    }
    ({ logGroup } = logging);
    source = open(logGroup);
  }

  async function* forgotten(request: ReadRequest): AsyncIterable<LogBatch> {
    const options = { place, logGroup, request, now: now() };
    yield* telling(await ifAllowed(() => forgottenCalls(options)));
  }

  return {
    kind: 'cloudwatch',
    get name() {
      return source.name;
    },
    async plan(request) {
      // Whether a log group may be described is no matter of a plan; whether the account lets in is.
      await untilAborted(place.credentials(), request.signal);
      try {
        return (await source.plan?.(request)) ?? [];
      } catch (error) {
        await turnToOther(error, request.signal);
        return (await source.plan?.(request)) ?? [];
      }
    },
    async *read(request) {
      const { query, signal } = request;
      let calls = 0;
      // Keys that are slow to come must not hold up a cancelled report.
      await untilAborted(place.credentials(), signal);
      try {
        for await (const batch of source.read(request)) {
          calls += callsWithin(batch, query.window);
          yield batch;
        }
      } catch (error) {
        await turnToOther(error, signal);
        yield* source.read(request);
        yield* forgotten(request);
        return;
      }
      if (calls === 0) yield* whyEmpty({ place, logGroup }, request);
      yield* forgotten(request);
    },
  };
}

async function* whyEmpty(
  { place, logGroup }: Pick<FoundLogGroup, 'place' | 'logGroup'>,
  { signal }: ReadRequest,
): AsyncIterable<LogBatch> {
  const logging = await ifAllowed(() => askLogging(place, signal));
  yield* telling(logging === null ? null : reasonForNoCalls(place, logGroup, logging));
}

function* telling(missing: PartialSource | null): Iterable<LogBatch> {
  if (missing === null) return;
  yield { invocations: [], rejections: [], groups: [], missing: [missing], progress: null };
}

function callsWithin({ invocations, groups }: LogBatch, { startMs, endMs }: Window): number {
  let calls = 0;
  for (const { timestampMs } of invocations) {
    if (timestampMs >= startMs && timestampMs < endMs) calls += 1;
  }
  for (const { timestampMs, requests } of groups) {
    if (timestampMs >= startMs && timestampMs < endMs) calls += requests;
  }
  return calls;
}

function isMissingGroup(error: unknown): error is SpendError {
  return SpendError.isInstance(error) && error.code === 'SOURCE_NOT_FOUND';
}

interface Explanation {
  place: AwsPlace;
  logGroup: string;
  logging: LoggingState | null;
  signal: AbortSignal | undefined;
}

/** What there is instead of a log group that does not exist. */
async function explained(
  error: SpendError,
  { place, logGroup, logging, signal }: Explanation,
): Promise<SpendError> {
  const groups = await ifAllowed(() => findLogGroups(place, prefixOf(logGroup), signal));
  const sentence = missingGroupSentence(logGroup, {
    accountId: place.accountId,
    region: place.region,
    existingLogGroups: (groups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []),
    loggingTo: logging === null ? undefined : logging.logGroup,
    loggingToS3: logging?.s3Location ?? undefined,
  });
  return new SpendError(error.code, sentence, { cause: error.cause });
}

/** `/aws/bedrock` of `/aws/bedrock/modelinvocation`: names that differ in their end. */
function prefixOf(logGroup: string): string {
  const slash = logGroup.lastIndexOf('/');
  return slash > 0 ? logGroup.slice(0, slash) : logGroup.slice(0, 3);
}

/** What is asked to explain an answer may not be allowed, and must not hide the answer. */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return null;
  }
}
