import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { consumerFolder, runNode } from './installed.ts';
import { publishedExample } from './published-example.ts';
import { workspaceRoot } from './workspace.ts';

const trace = join(workspaceRoot, 'tools/e2e/consumers/trace-modules.js');
const command = join(consumerFolder, 'node_modules/bedrock-spend/bin/bedrock-spend.js');

const heavy = /@aws-sdk|@smithy|sqlite|\/(?:zod|ink|react|@modelcontextprotocol|mcp-server)\//;

async function modulesOf(program: readonly string[]): Promise<string[]> {
  const printed = await runNode('Node 24', ['--import', trace, ...program]);
  const urls = printed.split('\n').flatMap((line) => /^loaded (.*)$/.exec(line)?.[1] ?? []);
  return urls.map((url) => url.replace(consumerFolder, ''));
}

describe('the installed command loads neither AWS, SQLite nor a client for', () => {
  it.each([
    [['--version']],
    [['--help']],
    [['report', '--help']],
    [['bill', '--help']],
    [['report', ...publishedExample.flags, publishedExample.log]],
    [['logs', ...publishedExample.flags, publishedExample.log]],
    [['prices', 'list', 'nova']],
  ])('%s', async (words) => {
    const modules = await modulesOf([command, ...words]);
    expect(modules.length).toBeGreaterThan(5);
    expect(modules.filter((url) => heavy.test(url))).toEqual([]);
  });
});

it('sees what is loaded', async () => {
  const script = "await import('@bedrock-spend/core/cache')";
  const modules = await modulesOf(['--input-type=module', '--eval', script]);
  expect(modules.some((url) => heavy.test(url))).toBe(true);
});
