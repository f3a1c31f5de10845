// Loaded before a program: prints, when it ends, a line for each module that it has loaded.
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = new Set();

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    loaded.add(resolved.url);
    return resolved;
  },
});

process.on('exit', () => {
  for (const url of loaded) writeSync(1, `loaded ${url}\n`);
});
