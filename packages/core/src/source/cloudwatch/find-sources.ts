import pLimit from 'p-limit';

import { SpendError } from '../../errors.ts';
import type { LogBatch } from '../../model/log-batch.ts';
import type { PartialSource } from '../../model/report.ts';
import { findLogGroupsOf, type FindOptions, type FoundLogGroup } from './find-log-groups.ts';
import type { LogSource, ReadRequest } from '../log-source.ts';
import { planSource, unplanned } from './plan-sources.ts';

export interface FindSourcesOptions extends Omit<FindOptions, 'accountId'> {
  accounts: readonly string[];
  open(group: FoundLogGroup): LogSource;
}

const accountsAtOnce = 4;

/** One source for each log group. An account that cannot be read is one too: it fails when it is read. */
export async function findSources({
  accounts,
  open,
  ...options
}: FindSourcesOptions): Promise<LogSource[]> {
  const limit = pLimit(accountsAtOnce);
  const sources = await Promise.all(
    accounts.map(async (accountId) => {
      try {
        const { groups, missing } = await limit(() => findLogGroupsOf({ ...options, accountId }));
        return withMissing(groups.map(open), { accountId, missing });
      } catch (error) {
        if (!SpendError.isInstance(error) || isOfAll(error)) throw error;
        return [unreadableAccount(accountId, error)];
      }
    }),
  );
  return sources.flat();
}

function isOfAll({ code }: SpendError): boolean {
  return code === 'CANCELLED' || code === 'INVALID_QUERY';
}

/** What is left out of an account is told by the first of its sources, or by one that tells nothing else. */
function withMissing(
  sources: readonly LogSource[],
  { accountId, missing }: { accountId: string; missing: readonly PartialSource[] },
): LogSource[] {
  if (missing.length === 0) return [...sources];
  const told: LogBatch = { invocations: [], rejections: [], groups: [], missing, progress: null };
  const unplannedOf = (request: ReadRequest) => missing.map((part) => unplanned(part, request));
  const [first, ...others] = sources;
  if (first === undefined) {
    return [
      {
        kind: 'cloudwatch',
        name: accountId,
        plan: (request) => Promise.resolve(unplannedOf(request)),
        async *read() {
          yield told;
        },
      },
    ];
  }
  const telling: LogSource = {
    ...first,
    get name() {
      return first.name;
    },
    async plan(request) {
      const { reads } = await planSource(first, request);
      return [...unplannedOf(request), ...reads];
    },
    async *read(request) {
      yield told;
      yield* first.read(request);
    },
  };
  return [telling, ...others];
}

function unreadableAccount(accountId: string, error: SpendError): LogSource {
  return {
    kind: 'cloudwatch',
    name: accountId,
    plan: () => Promise.reject(error),
    // oxlint-disable-next-line require-yield -- it fails first
    async *read() {
      throw error;
    },
  };
}
