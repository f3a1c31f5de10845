import { dailySpendApp } from './apps/daily-spend-app.ts';
import { findSpike } from './prompts/find-spike.ts';
import { monthlyReview } from './prompts/monthly-review.ts';
import type { PromptDefinition } from './prompts/prompt.ts';
import { setUpHelp } from './prompts/set-up-help.ts';
import { whoSpendsWhat } from './prompts/who-spends-what.ts';
import { modelPrices, prices } from './resources/prices.ts';
import type { ResourceDefinition, ResourceTemplateDefinition } from './resources/resource.ts';
import { spendReport } from './resources/spend-report.ts';
import { whatWeCannotSee } from './resources/what-we-cannot-see.ts';
import { bedrockBill } from './tools/bedrock-bill.ts';
import { bedrockDailySpend } from './tools/bedrock-daily-spend.ts';
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
  tools: [
    bedrockReport,
    bedrockLogs,
    bedrockBill,
    bedrockSetup,
    bedrockDailySpend,
    greet,
    multiGreet,
  ],
  prompts: [monthlyReview, findSpike, whoSpendsWhat, setUpHelp],
  resources: [prices, whatWeCannotSee, dailySpendApp],
  resourceTemplates: [spendReport, modelPrices],
};
