import { missingGroupSentence } from '../../aws/missing-group-sentence.ts';
import { chooseQuery } from './choose-engine.ts';
import { describeLogGroup, type LogGroupFacts } from './describe-log-group.ts';
import type { EngineContext } from './engine-context.ts';
import { needsEveryCall, type ReadLogGroup } from './read-log-group.ts';
import { SpendError } from '../../errors.ts';
import { groupColumns } from '../../model/group-columns.ts';
import type { PlannedRead } from '../log-source.ts';

// AWS tells the bytes that a group stores, which are compressed, and charges for those it scans, which
// are not. Records without bodies compress to a fifteenth, the most of all that were measured.
const mostCompression = 15;

/** What reading a log group would ask for. Costs nothing; what is asked is priced elsewhere. */
export async function planLogGroup(
  context: EngineContext,
  { engine, logGroup, name, request }: ReadLogGroup,
): Promise<PlannedRead[]> {
  const { startMs, endMs } = request.query.window;
  const columns = groupColumns(request.query);
  const facts = await describeLogGroup(context);
  if (facts?.exists === false) throw missing(context);
  const isEmpty = startMs >= context.now().getTime() || (facts !== null && endMs <= facts.oldestMs);
  if (isEmpty) return [];
  const planned = { source: name, startMs, endMs, costUsd: null };
  const text = needsEveryCall(request)
    ? null
    : chooseQuery({ engine, logGroup, columns, range: { startMs, endMs }, facts });
  if (text === null) {
    return [{ ...planned, query: filterQuery, scannedBytes: 0, costUsd: '0' }];
  }
  const scannedBytes = mostScanned(facts);
  if (facts === null || !isWhole(facts, { startMs, endMs }, context.now())) {
    return [{ ...planned, query: text, scannedBytes }];
  }
  // What is scanned is what is stored, unpacked.
  return [{ ...planned, query: text, scannedBytes, leastScannedBytes: facts.storedBytes }];
}

/** The range holds all that the log group does. */
function isWhole(
  { oldestMs }: LogGroupFacts,
  { startMs, endMs }: { startMs: number; endMs: number },
  now: Date,
): boolean {
  return startMs <= oldestMs && endMs > now.getTime();
}

const filterQuery = 'FilterLogEvents { $.schemaType = "ModelInvocationLog" }';

function mostScanned(facts: LogGroupFacts | null): number | null {
  return facts === null ? null : facts.storedBytes * mostCompression;
}

function missing({ accountId, region, logGroup }: EngineContext) {
  return new SpendError('SOURCE_NOT_FOUND', missingGroupSentence(logGroup, { accountId, region }));
}
