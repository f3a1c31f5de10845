import type { Plugin } from 'esbuild';

/**
 * Leaves out Zod's messages in other languages: a quarter of a megabyte that `z.locales` would reach
 * and nobody does. English is what Zod itself starts with.
 */
export const onlyEnglish: Plugin = {
  name: 'only-english',
  setup(build) {
    build.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};
