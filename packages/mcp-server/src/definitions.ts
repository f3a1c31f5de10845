import type { PromptDefinition } from './prompts/prompt.ts';
import type { ResourceDefinition, ResourceTemplateDefinition } from './resources/resource.ts';
import { bedrockBill } from './tools/bedrock-bill.ts';
import { bedrockLogs } from './tools/bedrock-logs.ts';
import { bedrockReport } from './tools/bedrock-report.ts';
import { bedrockSetup } from './tools/bedrock-setup.ts';
import { greet } from './tools/greet.ts';
import { multiGreet } from './tools/multi-greet.ts';
import type { ToolDefinition } from './tools/tool.ts';

/** Everything that a server can offer, in the order in which clients list it. */
export interface Definitions {
  tools: readonly ToolDefinition[];
  prompts: readonly PromptDefinition[];
  resources: readonly ResourceDefinition[];
  resourceTemplates: readonly ResourceTemplateDefinition[];
}

/**
 * All that there is. A server offers those it has all services for.
 *
 * @example
 * const names: string[] = definitions.tools.map(({ name }) => name);
 */
export const definitions: Definitions = {
  tools: [bedrockReport, bedrockLogs, bedrockBill, bedrockSetup, greet, multiGreet],
  prompts: [],
  resources: [],
  resourceTemplates: [],
};
