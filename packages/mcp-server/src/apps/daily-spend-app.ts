import type { ResourceDefinition } from '../resources/resource.ts';
import { dailySpendUri } from './daily-spend-uri.ts';
import { readPage } from './read-page.ts';

/** Type by which a host knows that it can show a page as an app. */
const appMimeType = 'text/html;profile=mcp-app';

/** The page reaches for nothing outside itself, so it asks for no exception from a host's policy. */
const meta = { ui: { csp: { connectDomains: [], resourceDomains: [] }, prefersBorder: true } };

/** The interactive chart of daily spend: a page that hosts with MCP Apps show beside a report. */
export const dailySpendApp: ResourceDefinition = {
  uri: dailySpendUri,
  name: 'daily-spend-chart',
  title: 'Chart of daily spend',
  description:
    'A page for hosts that show MCP Apps: what each day cost, by model, person, team or region.',
  mimeType: appMimeType,
  meta,
  scope: 'report:read',
  // The page is part of the program: it changes with the next version only.
  freshMs: 3_600_000,
  async read() {
    const text = await readPage('daily-spend');
    return { uri: dailySpendUri, mimeType: appMimeType, text, _meta: meta };
  },
};
