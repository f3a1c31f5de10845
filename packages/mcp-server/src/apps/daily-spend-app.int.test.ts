import { expect, it } from 'vitest';

import { testClient, testServer } from '../test-server.testing.ts';

const uri = 'ui://bedrock-spend/daily-spend.html';

it('a report names the page that hosts show with it', async () => {
  const client = await testClient(await testServer());

  const { tools } = await client.listTools();
  const { resources } = await client.listResources();

  expect(tools.find(({ name }) => name === 'bedrock-report')?._meta).toEqual({
    ui: { resourceUri: uri },
    'ui/resourceUri': uri,
  });
  expect(resources.find((resource) => resource.uri === uri)).toMatchObject({
    mimeType: 'text/html;profile=mcp-app',
    description: expect.any(String),
    _meta: { ui: { csp: { connectDomains: [], resourceDomains: [] }, prefersBorder: true } },
  });
});

it('the page is whole: it reaches for nothing, and carries the licenses of what is inside', async () => {
  const client = await testClient(await testServer());

  const { contents } = await client.readResource({ uri });

  const [page] = contents as { text: string; mimeType: string; _meta: object }[];
  expect(contents).toHaveLength(1);
  expect(page).toMatchObject({ uri, mimeType: 'text/html;profile=mcp-app', _meta: { ui: {} } });
  expect(page!.text).toMatch(/^<!doctype html>/);
  expect(page!.text).not.toMatch(/<!-- (style|script|licenses) -->/);
  expect(page!.text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/);
  expect(page!.text).not.toMatch(/\bimport\s*[("']/);
  expect(page!.text.match(/<\/script/g)).toHaveLength(1);
  expect(page!.text).toContain('Chart.js Contributors');
});
