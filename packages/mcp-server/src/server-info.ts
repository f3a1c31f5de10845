import packageJson from '../package.json' with { type: 'json' };

/**
 * How the server introduces itself to clients.
 *
 * @example
 * console.log(serverInfo.name, serverInfo.version);
 */
export const serverInfo = {
  name: 'bedrock-spend',
  title: 'Amazon Bedrock spend',
  version: packageJson.version,
};

/** Told to the model once, at initialize: when to reach for this server, and for which of its tools. */
export function instructionsOf(tools: readonly { name: string }[]): string {
  const names = tools.map(({ name }) => name);
  return [
    'Answers what Amazon Bedrock usage costs, from model invocation logs: tokens and estimated US dollars ' +
      'per day, region, model and caller. Call bedrock-report for any question about Bedrock usage or spend.',
    ...hints.filter(([name]) => names.includes(name)).map(([, sentence]) => sentence),
    'Costs are estimates at list prices; what has no known price is named, never counted as 0.',
  ].join(' ');
}

const hints: readonly (readonly [tool: string, sentence: string])[] = [
  ['bedrock-logs', 'Call bedrock-logs for single calls.'],
  [
    'bedrock-bill',
    'Call bedrock-bill only when asked what AWS billed: each request behind it costs $0.01.',
  ],
  ['bedrock-setup', 'Call bedrock-setup when a report is empty, partial or denied.'],
];
