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

/** Told to the model once, at initialize: when to reach for this server. */
export const instructions =
  'Answers what Amazon Bedrock usage costs, from model invocation logs: tokens and estimated US dollars ' +
  'per day, region, model and caller. Call bedrock-report for any question about Bedrock usage or spend. ' +
  'Costs are estimates at list prices; what has no known price is named, never counted as 0.';
