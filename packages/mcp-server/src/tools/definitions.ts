import { bedrockReport } from './bedrock-report.ts';
import { greet } from './greet.ts';
import { multiGreet } from './multi-greet.ts';
import type { ToolDefinition } from './tool.ts';

/**
 * Every tool of this server, in the order in which clients list them.
 *
 * @example
 * const names: string[] = definitions.map(({ name }) => name);
 */
export const definitions: readonly ToolDefinition[] = [bedrockReport, greet, multiGreet];
