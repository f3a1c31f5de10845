import { resolveQuery } from '@bedrock-spend/core';

import { bedrockReport } from '../tools/bedrock-report.ts';
import { queryOf } from '../tools/query/query-of.ts';
import { readArguments } from '../tools/read-arguments.ts';
import type { Services } from '../tools/tool.ts';
import { matchTemplate } from './match-template.ts';
import { reportTemplate } from './spend-report.ts';

/**
 * A text that is another one when a resource has changed, told without reading it; `null` for
 * resources that do not change while the server runs, or of which nothing tells.
 */
export async function signOfResource(
  uri: string,
  { source, defaults, now }: Pick<Services, 'source' | 'defaults' | 'now'>,
  signal: AbortSignal,
): Promise<string | null> {
  const variables = matchTemplate(reportTemplate, uri);
  if (variables === null || source.sign === undefined) return null;
  const read = readArguments(bedrockReport, variables);
  if (!read.ok) return null;
  const query = await resolveQuery(queryOf(read.input, defaults), { now: now() });
  const sign = await source.sign({ query, signal });
  // With a new day the report has another window.
  return sign === null ? null : `${query.window.until} ${sign}`;
}
