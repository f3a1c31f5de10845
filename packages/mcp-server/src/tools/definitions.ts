import { bedrockBill } from './bedrock-bill.ts';
import { bedrockLogs } from './bedrock-logs.ts';
import { bedrockReport } from './bedrock-report.ts';
import { bedrockSetup } from './bedrock-setup.ts';
import { greet } from './greet.ts';
import { multiGreet } from './multi-greet.ts';
import type { ToolDefinition } from './tool.ts';

/**
 * Every tool that there is, in the order in which clients list them. A server offers those it has all
 * services for.
 *
 * @example
 * const names: string[] = definitions.map(({ name }) => name);
 */
export const definitions: readonly ToolDefinition[] = [
  bedrockReport,
  bedrockLogs,
  bedrockBill,
  bedrockSetup,
  greet,
  multiGreet,
];
