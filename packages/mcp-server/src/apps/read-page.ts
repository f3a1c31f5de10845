import { readFile } from 'node:fs/promises';

const pages = new Map<string, Promise<string>>();

/** The page of an app, read when it is first asked for. */
export function readPage(app: string): Promise<string> {
  let page = pages.get(app);
  if (page === undefined) {
    page = isSource() ? buildFromSources(app) : readFile(besideUs(`${app}.html`), 'utf8');
    pages.set(app, page);
    // A page that could not be read is tried again.
    page.catch(() => pages.delete(app));
  }
  return page;
}

function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}

function besideUs(file: string): URL {
  return new URL(`./${file}`, import.meta.url);
}

/** In a clone nothing has to be built first. The builder is no part of the published package. */
async function buildFromSources(app: string): Promise<string> {
  const builder = new URL('../../scripts/build-page.ts', import.meta.url).href;
  const { buildPage } = (await import(builder)) as { buildPage(app: string): Promise<string> };
  return buildPage(app);
}
