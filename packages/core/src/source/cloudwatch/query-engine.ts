/**
 * How calls are read from CloudWatch Logs: `insights` lets AWS add them up, `filter` fetches every
 * record, `auto` lets AWS add up what it can see and fetches the rest.
 *
 * @example
 * const engine: QueryEngine = 'auto';
 */
export type QueryEngine = (typeof queryEngines)[number];

/**
 * Every engine; the first is the default.
 *
 * @example
 * console.log(`--engine ${queryEngines.join('|')}`);
 */
export const queryEngines = ['auto', 'insights', 'filter'] as const;
