// Gives what the MCP registry is told the version of the package; `npm run release:version` runs it.
import { readFileSync, writeFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const file = new URL('../server.json', import.meta.url);
const server = JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
  key === 'version' ? version : value,
);
writeFileSync(file, `${JSON.stringify(server, undefined, 2)}\n`);
