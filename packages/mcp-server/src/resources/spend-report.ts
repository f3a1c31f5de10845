import { createReport, present } from '@bedrock-spend/core';

import { completeRegion } from '../completions/complete-names.ts';
import { completeDays } from '../completions/complete-times.ts';
import { icons } from '../icons.ts';
import { bedrockReport } from '../tools/bedrock-report.ts';
import { queryOf } from '../tools/query/query-of.ts';
import { checkedArguments } from '../tools/read-arguments.ts';
import { partialInToolTerms } from '../tools/reading/in-tool-terms.ts';
import type { ResourceTemplateDefinition } from './resource.ts';

export const reportTemplate = 'bedrock-spend://report/{region}/{days}';

/** The report with all of its rows, to be attached to a conversation. */
export const spendReport: ResourceTemplateDefinition = {
  uriTemplate: reportTemplate,
  name: 'report',
  title: 'Amazon Bedrock spend report',
  description:
    'What Amazon Bedrock cost in a region (several with commas, or "all") in so many days up to today, per ' +
    'day, region, model and caller, with all rows, as Markdown.',
  mimeType: 'text/markdown',
  icons: icons.report,
  scope: 'report:read',
  freshMs: 60_000,
  complete: { region: completeRegion, days: completeDays },
  async read(variables, uri, { services, signal }) {
    const given = checkedArguments(bedrockReport, variables);
    const { defaults } = services;
    const read = await createReport(services.source, queryOf(given, defaults), {
      prices: services.prices,
      now: services.now(),
      signal,
    });
    services.names.remember(read);
    const text = present(partialInToolTerms(read), { format: 'markdown' });
    return { uri, mimeType: 'text/markdown', text };
  },
};
