import { memorySource } from '@bedrock-spend/core';
import { createLogger, startServer } from '@bedrock-spend/mcp-server';
import { describe, expect, it, onTestFinished } from 'vitest';

import { definitions } from './fixtures/start-options.ts';
import { runSuite } from './run-suite.ts';
import { suites } from './suites.ts';

const [, stateless] = suites;

describe('a run of the suite', () => {
  it('names the scenario that fails, and why', async () => {
    const tools = definitions.tools.filter(({ name }) => name !== 'test_simple_text');
    const url = await serverWith({ ...definitions, tools });

    const run = await runSuite(stateless!, { name: 'a server that lacks a tool', url });

    expect(run.scored.filter(({ hasPassed }) => !hasPassed).map(({ name }) => name)).toEqual([
      'tools-call-simple-text',
    ]);
    expect(run.problems).toHaveLength(1);
    expect(run.problems[0]).toContain('tools-call-simple-text: ToolsCallSimpleText: ');
  });

  it('is no success where the suite has found no server', async () => {
    const run = await runSuite(stateless!, { name: 'nobody', url: 'http://localhost:1/mcp' });

    expect(run.problems).not.toEqual([]);
  });

  it('is no success where fewer scenarios were scored than the revision has', async () => {
    const url = await serverWith(definitions);

    const run = await runSuite(
      { ...stateless!, scoredScenarios: 38 },
      { name: 'a whole server', url },
    );

    expect(run.problems).toEqual(['37 scenarios counted, not 38']);
  });
});

async function serverWith(offered: typeof definitions): Promise<string> {
  const server = await startServer({
    source: memorySource([]),
    port: 0,
    logger: createLogger({ level: 'silent' }),
    definitions: offered,
  });
  onTestFinished(() => server.close());
  return server.url.replace('127.0.0.1', 'localhost');
}
