import { bundlePage } from './bundling/bundle-page.ts';

/** Puts the page of an app together: one HTML text that needs nothing from outside. */
export async function buildPage(app: string): Promise<string> {
  return (await bundlePage(app)).html;
}
