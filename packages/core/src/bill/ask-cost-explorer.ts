import type {
  CostExplorerClient,
  Expression,
  GetCostAndUsageCommandOutput,
  ResultByTime,
} from '@aws-sdk/client-cost-explorer';

import { costExplorerError, type CostExplorerCall } from './cost-explorer-error.ts';
import { callOptions } from '../aws/ask-aws.ts';
import { SpendError } from '../errors.ts';

/** Asks Cost Explorer and counts what that costs. */
export interface CostExplorerQuestions {
  /** Names of services, filtered by nothing but the period. */
  services(filter: Expression | undefined): Promise<string[]>;
  /** Days with their groups; a day that is cut by a page comes several times. */
  days(question: { filter: Expression; groupBy: readonly string[] }): Promise<ResultByTime[]>;
  /** Paid requests so far. */
  requests(): number;
}

export interface QuestionOptions {
  client: CostExplorerClient;
  accountId: string;
  profile: string | undefined;
  /** First day, inclusive. */
  start: string;
  /** The day after the last one. */
  end: string;
  signal: AbortSignal | undefined;
  beforeRequest?: (() => Promise<void>) | undefined;
}

export async function createQuestions(options: QuestionOptions): Promise<CostExplorerQuestions> {
  const { client, start, end, signal, beforeRequest } = options;
  const { GetCostAndUsageCommand, GetDimensionValuesCommand } =
    await import('@aws-sdk/client-cost-explorer');
  const period = { TimePeriod: { Start: start, End: end } };
  let requests = 0;

  async function ask<Page extends { NextPageToken?: string | undefined }>(
    action: CostExplorerCall['action'],
    page: (token: string | undefined) => Promise<Page>,
  ): Promise<Page[]> {
    const pages: Page[] = [];
    let token: string | undefined;
    do {
      await beforeRequest?.();
      requests += 1;
      const answer = await translated(() => page(token), { ...options, action });
      // Each page is paid for: one that leads to itself must not go on for ever.
      if (answer.NextPageToken !== undefined && answer.NextPageToken === token) {
        throw new SpendError('QUERY_FAILED', 'Cost Explorer repeats a page: try again later.');
      }
      pages.push(answer);
      token = answer.NextPageToken;
    } while (token !== undefined && token !== '');
    return pages;
  }

  return {
    async services(filter) {
      const pages = await ask('ce:GetDimensionValues', (token) =>
        client.send(
          new GetDimensionValuesCommand({
            ...period,
            Dimension: 'SERVICE',
            Context: 'COST_AND_USAGE',
            ...(filter !== undefined && { Filter: filter }),
            ...(token !== undefined && { NextPageToken: token }),
          }),
          callOptions(signal),
        ),
      );
      return pages.flatMap(({ DimensionValues = [] }) =>
        DimensionValues.flatMap(({ Value }) => Value ?? []),
      );
    },
    async days({ filter, groupBy }) {
      const pages = await ask<GetCostAndUsageCommandOutput>('ce:GetCostAndUsage', (token) =>
        client.send(
          new GetCostAndUsageCommand({
            ...period,
            Granularity: 'DAILY',
            Metrics: ['UnblendedCost', 'UsageQuantity'],
            GroupBy: groupBy.map((Key) => ({ Type: 'DIMENSION', Key })),
            Filter: filter,
            ...(token !== undefined && { NextPageToken: token }),
          }),
          callOptions(signal),
        ),
      );
      return pages.flatMap(({ ResultsByTime = [] }) => ResultsByTime);
    },
    requests: () => requests,
  };
}

async function translated<Answer>(
  ask: () => Promise<Answer>,
  { accountId, profile, start, action, signal }: QuestionOptions & Pick<CostExplorerCall, 'action'>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (signal?.aborted === true) {
      throw new SpendError('CANCELLED', 'The bill was cancelled before it was done.', {
        cause: signal.reason,
      });
    }
    throw costExplorerError(error, { action, accountId, profile, since: start });
  }
}
