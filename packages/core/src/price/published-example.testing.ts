import { usageRow } from './usage-row.testing.ts';

/** Requests, input and output tokens of each model of the published example, all of April 2025. */
const figures = [
  ['anthropic.claude-3-5-sonnet-20241022-v2:0', 5353, 846_616, 82_570, '3.778398'],
  ['meta.llama3-3-70b-instruct-v1:0', 3749, 780_568, 58_978, '0.60447312'],
  ['cohere.command-r-plus-v1:0', 3644, 659_689, 40_900, '2.592567'],
  ['anthropic.claude-3-5-haiku-20241022-v1:0', 88, 342_266, 17_606, '0.3442368'],
  ['amazon.nova-lite-v1:0', 93, 177_416, 30_331, '0.0179244'],
  ['amazon.nova-pro-v1:0', 40, 116_939, 13_144, '0.135612'],
  ['amazon.nova-micro-v1:0', 27, 63_396, 10_225, '0.00365036'],
  ['anthropic.claude-3-haiku-20240307-v1:0', 4, 4652, 370, '0.0016255'],
  ['amazon.titan-embed-text-v1', 62, 845, 0, '0.0000845'],
] as const;

/** The published example as rows of usage, with what each model costs at list prices. */
export const publishedExample = figures.map(
  ([model, requests, inputTokens, outputTokens, costUsd]) => ({
    model,
    costUsd,
    row: usageRow({
      model,
      requests,
      inputTokens,
      outputTokens,
      serviceTier: null,
      usageDate: '2025-04-06',
    }),
  }),
);
