import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { workspaceRoot } from './workspace.ts';

const fixtures = join(workspaceRoot, 'packages/core/fixtures');

/** The published example: its log, what to ask for, and the whole text of the answer. */
export const publishedExample = {
  log: join(fixtures, 'published-example.ndjson.gz'),
  flags: ['--days', '17', '--until', '2025-04-22', '--region', 'us-east-1'],
  text: readFileSync(join(fixtures, 'published-example.classic.txt'), 'utf8'),
};
