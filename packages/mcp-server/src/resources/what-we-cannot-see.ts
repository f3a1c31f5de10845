import { icons } from '../icons.ts';
import type { Services } from '../tools/tool.ts';
import type { ResourceDefinition } from './resource.ts';

const uri = 'bedrock-spend://what-we-cannot-see';
const mimeType = 'text/markdown';

/** What no report can show, and where to look for it instead. */
export const whatWeCannotSee: ResourceDefinition = {
  uri,
  name: 'what-we-cannot-see',
  title: 'What reports cannot see',
  description:
    'Bedrock usage and costs that invocation logs do not show, what prices rest on, and where to look instead.',
  mimeType,
  icons: icons.unseen,
  freshMs: 24 * 60 * 60 * 1000,
  read: async ({ services }) => ({ uri, mimeType, text: pageFor(services) }),
};

function pageFor(services: Services): string {
  return `# What reports cannot see

Reports are made of model invocation logs, as Amazon Bedrock writes them. ${sourceSentence(services)}

## Not in the logs

- Time before logging was switched on, and regions or accounts where it is off. It is not retroactive.
- Batch inference jobs.
- Calls that do not go through \`bedrock-runtime\`, such as those to the \`bedrock-mantle\` endpoint.
- What is charged by other things than tokens and images: knowledge bases, agents, flows, guardrails, evaluations, fine-tuning, storage of custom models, provisioned throughput by the hour.
- The last minutes: a call is in the logs a few minutes after it was made.

## In the logs, but not with a price

- Models whose price is not known are listed as unpriced with their tokens, never as $0, and the total is marked incomplete.
- Requests whose token counts the log lacks count as requests with unknown counts; they are not in the cost.
- The reasons for single models are in \`bedrock-spend://prices\` under \`unpricedBecause\`.

## What prices rest on

- List prices of the day of use, before private discounts, credits, savings commitments and taxes${discountSentence(services)}.
- The standard service tier where the log names none, and cache writes for 5 minutes where the log does not say how long. Each report lists these assumptions with the dollars that rest on them.

## Who called

- The caller is the identity that called Amazon Bedrock. Behind an application it is the application's role; a person is known where the session name is one.
- Tags of requests (\`requestMetadata\`) are there only where callers send them.

## Where to look instead

${whereInstead(services)
  .map((sentence) => `- ${sentence}`)
  .join('\n')}
`;
}

function sourceSentence({ source }: Services): string {
  return source.kind === 'cloudwatch'
    ? 'This server reads them from CloudWatch Logs.'
    : 'This server reads them from log files: it sees only what has been copied there.';
}

function discountSentence({ prices }: Services): string {
  const percent = prices?.discountPercent ?? null;
  return percent === null ? '' : `, but for the ${percent} % that the operator has set`;
}

function whereInstead({ bill, setup }: Services): string[] {
  return [
    ...(bill === undefined
      ? ['What AWS charged: the bill in the AWS console; this server cannot read it.']
      : [
          'What AWS charged: the tool `bedrock-bill`, a day or two later; each request behind it costs $0.01.',
        ]),
    ...(setup === undefined
      ? []
      : ['Whether logging is on and may be read: the tool `bedrock-setup`.']),
    'Tokens per model without logs: the CloudWatch metrics `AWS/Bedrock` and `AWS/BedrockMantle`, which name no person.',
  ];
}
