import { Command } from 'commander';
import {
  explainedTiers,
  listedTiers,
  lookupOptions,
  tokenOptions,
  type ExplainFlags,
  type PricesFlags,
} from '../flags/prices-flags.ts';
import type { Run } from '../run.ts';

/** `bedrock-spend prices`: the price table, and which price holds for a call. */
export function pricesCommand(command: Command, run: Run): Command {
  return command
    .description('The price table: US dollars per million tokens, with source and day checked.')
    .usage('<list|explain> [options]')
    .addCommand(listCommand(run))
    .addCommand(explainCommand(run));
}

function listCommand({ terminal, finish }: Run): Command {
  const command = new Command('list')
    .summary('every price, or those whose id contains a text')
    .description('Lists prices in US dollars per million tokens, your own first.')
    .argument('[filter]', 'part of a model id, such as nova or anthropic.')
    .addHelpText('after', listExamples)
    .action(async (filter: string | undefined, flags: PricesFlags) => {
      const { runPricesList } = await import('../prices/run-prices-list.ts');
      finish(await runPricesList({ filter, flags, terminal }));
    });
  for (const option of lookupOptions(listedTiers)) command.addOption(option);
  return command;
}

function explainCommand({ terminal, finish }: Run): Command {
  const command = new Command('explain')
    .summary('which price holds for a call, and why')
    .description('Explains the price of a call: which row, by which rule, from which source.')
    .argument('<model>', 'model id, inference profile id or ARN, as a call names it')
    .addHelpText('after', explainExamples)
    .action(async (model: string, flags: ExplainFlags) => {
      const { runPricesExplain } = await import('../prices/run-prices-explain.ts');
      finish(await runPricesExplain({ model, flags, terminal }));
    });
  for (const option of [...lookupOptions(explainedTiers), ...tokenOptions()]) {
    command.addOption(option);
  }
  return command;
}

const listExamples = `
Examples:
  bedrock-spend prices list nova
  bedrock-spend prices list claude --region eu-central-1 --tier standard
  bedrock-spend prices list --json`;

const explainExamples = `
Examples:
  bedrock-spend prices explain us.amazon.nova-pro-v1:0 --region us-east-1
  bedrock-spend prices explain amazon.nova-pro-v1:0 --input 12000 --output 800`;
