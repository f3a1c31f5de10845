import { memorySource, SpendError } from '@bedrock-spend/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { localCaller } from '../access/caller.ts';
import type { CallContext } from '../call-context.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import { definitions as offered } from '../definitions.ts';
import { createLogger } from '../logger.ts';
import { servicesOf } from '../services.ts';
import { callTool } from './call-tool.ts';
import { defineTool, type ToolDefinition } from './tool.ts';

const definitions = offered.tools;

describe('the name of a tool', () => {
  it.each([
    ['bedrock_report', 'bedrock-report'],
    ['Bedrock-Report', 'bedrock-report'],
    ['bedrok-report', 'bedrock-report'],
    ['multigreet', 'multi-greet'],
    ['get_bedrock_usage_report', 'bedrock-report'],
    ['get_bedrock_daily_usage_stats', 'bedrock-report'],
  ])('%s is told to be %s', async (name, meant) => {
    const call = callTool(definitions, { name, arguments: {} }, context());

    await expect(call).rejects.toThrow(
      new NotOfferedError('tool', `There is no tool "${name}": call "${meant}".`),
    );
  });

  it('lists all tools when none is near', async () => {
    const call = callTool(definitions, { name: 'weather', arguments: {} }, context());

    await expect(call).rejects.toThrow(
      'There is no tool "weather": the tools are bedrock-report, bedrock-logs, greet, multi-greet.',
    );
  });

  it('is shown shortened and quoted when it is very long or holds control characters', async () => {
    const name = `\u001b[31m${'x'.repeat(100_000)}`;

    const call = callTool(definitions, { name, arguments: {} }, context());

    await expect(call).rejects.toThrow(/^There is no tool "\\u001b\[31mx{95}": the tools are /);
  });
});

describe('arguments', () => {
  it.each([
    ['greet', {}, 'Argument "name" is missing: it must be a name.'],
    ['greet', { name: null }, 'Argument "name" is missing: it must be a name.'],
    ['greet', { name: ['Ana'] }, 'Argument "name" must be a name.'],
    ['greet', { nam: 'Ana' }, 'Unknown argument "nam": did you mean "name"?'],
    ['greet', { name: 'Ana', loud: true }, 'Unknown argument "loud": greet takes name.'],
    ['greet', 'Ana', 'The arguments of greet must be an object.'],
    ['greet', ['Ana'], 'The arguments of greet must be an object.'],
    ['bedrock-report', { days: 0 }, 'Argument "days" must be a whole number from 1 to 3660.'],
    ['bedrock-report', { days: 'seven' }, 'Argument "days" must be a whole number from 1 to 3660.'],
    ['bedrock-report', { days: 1.5 }, 'Argument "days" must be a whole number from 1 to 3660.'],
    ['bedrock-report', { days: [7] }, 'Argument "days" must be a whole number from 1 to 3660.'],
    ['bedrock-report', { top: -1 }, 'Argument "top" must be a whole number from 1 to 10000.'],
    ['bedrock-report', { region: {} }, 'Argument "region" must be a text or a list of texts.'],
    [
      'bedrock-report',
      { regions: 'us-east-1' },
      'Unknown argument "regions": did you mean "region"?',
    ],
    ['bedrock-report', { groupBy: 'day' }, 'Unknown argument "groupBy": did you mean "group_by"?'],
    [
      'bedrock-report',
      { format: 'pdf' },
      'Argument "format" must be one of short, classic, table, markdown, json, csv.',
    ],
    [
      'bedrock-report',
      { where: 'model' },
      'Write a condition as dimension=value or dimension!=value, not "model".',
    ],
  ])('of %s %j are refused in one sentence', async (name, given, sentence) => {
    const result = await callTool(definitions, { name, arguments: given }, context());

    expect(result).toEqual({ isError: true, content: [{ type: 'text', text: sentence }] });
  });

  it.each([
    [{ days: '7' }, { days: 7 }],
    [{ days: ' 7 ' }, { days: 7 }],
    [{ aws_account_id: 123456789012 }, { aws_account_id: '123456789012' }],
    [{ region: '', since: null, until: undefined }, {}],
    [undefined, {}],
    [null, {}],
  ])('%j are taken as %j', async (given, read) => {
    const tool = defineTool({
      ...echo,
      inputSchema: definitions[0]!.inputSchema,
      run: async (input) => ({ content: [], structured: { said: JSON.stringify(input) } }),
    });

    const result = await callTool([tool], { name: 'echo', arguments: given }, context());

    expect(result.structuredContent).toEqual({ said: JSON.stringify(read) });
  });

  it('named __proto__ are unknown like any other', async () => {
    const given = JSON.parse('{"name":"Ana","__proto__":{"name":"Ben"}}') as unknown;

    const result = await callTool(definitions, { name: 'greet', arguments: given }, context());

    expect(result).toMatchObject({ isError: true });
  });
});

describe('a run', () => {
  it('that the caller can do something about comes back as a sentence', async () => {
    const tool = failing(
      new SpendError('SOURCE_NOT_FOUND', 'There is no file logs/: check the path.'),
    );

    const result = await callTool([tool], { name: 'echo', arguments: {} }, context());

    expect(result).toEqual({
      isError: true,
      content: [{ type: 'text', text: 'There is no file logs/: check the path.' }],
    });
  });

  it('that fails through a bug throws it', async () => {
    const call = callTool(
      [failing(new TypeError('bug'))],
      { name: 'echo', arguments: {} },
      context(),
    );

    await expect(call).rejects.toThrow(TypeError);
  });

  it('whose answer does not fit its schema throws', async () => {
    const tool = defineTool({
      ...echo,
      run: async () => ({ content: [], structured: { said: 7 as unknown as string } }),
    });

    await expect(callTool([tool], { name: 'echo', arguments: {} }, context())).rejects.toThrow(
      'said',
    );
  });
});

const echo = {
  name: 'echo',
  title: 'Echo',
  description: '',
  inputSchema: z.strictObject({}),
  outputSchema: z.object({ said: z.string() }),
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
};

function failing(error: Error): ToolDefinition {
  return defineTool({
    ...echo,
    run: async () => {
      throw error;
    },
  });
}

function context(): CallContext {
  return {
    signal: new AbortController().signal,
    caller: localCaller,
    logger: createLogger({ level: 'silent' }),
    log: async () => {},
    progress: async () => {},
    ask: async () => ({}),
    canAsk: () => false,
    closeStream: () => {},
    services: servicesOf({ source: memorySource([]) }),
  };
}
