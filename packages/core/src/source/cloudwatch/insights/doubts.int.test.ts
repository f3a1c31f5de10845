import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createReport, type Query } from '../../../index.ts';
import { now } from '../../../report.testing.ts';
import { emulateLogs, target, type EmulatedLogs } from '../emulated-log-group.testing.ts';
import {
  keyOrders,
  recordEvent,
  type LogEvent,
  type RecordFacts,
} from '../record-event.testing.ts';

let aws: EmulatedLogs;
beforeAll(async () => {
  aws = await emulateLogs();
});
afterAll(() => aws.stop());

const query: Query = {
  month: '2026-05',
  groupBy: ['principal', 'error', 'requestMetadata.team'],
};

const plain: RecordFacts = {
  ...target,
  seconds: Date.parse('2026-05-02') / 1000,
  operation: 'Converse',
  modelId: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
  caller: 'arn:aws:sts::111122223333:assumed-role/team-a/app',
  metadata: undefined,
  errorCode: undefined,
  inputBody: undefined,
  inputTokenCount: 5,
  cacheReadInputTokenCount: undefined,
  cacheWriteInputTokenCount: undefined,
  outputBody: undefined,
  outputTokenCount: 3,
  side: undefined,
  keys: keyOrders[2]!,
  indent: '',
};
const failed: Partial<RecordFacts> = {
  errorCode: 'ThrottlingException',
  inputTokenCount: undefined,
  outputTokenCount: undefined,
};
const stopped: Partial<RecordFacts> = {
  inputTokenCount: undefined,
  outputTokenCount: undefined,
  outputBody: { stopReason: 'guardrail_intervened' },
};
const image: Partial<RecordFacts> = {
  modelId: 'amazon.nova-canvas-v1:0',
  inputTokenCount: undefined,
  outputTokenCount: undefined,
  side: 1024,
};
/** A prompt whose length hides from discovery what follows. */
const long = { content: Array.from({ length: 250 }, (_, part) => ({ text: `part ${part}` })) };
const quoting = {
  log: { input: { inputTokenCount: 71 }, output: { stopReason: 'guardrail_intervened' } },
};

function event(facts: Partial<RecordFacts>): LogEvent {
  return recordEvent({ ...plain, ...facts });
}

/** Whether a report fetches a record; its figures are right either way. */
async function fetches(event: LogEvent): Promise<boolean> {
  const logGroup = await aws.put([event]);
  const figures = async (engine: 'auto' | 'filter') => {
    const report = await createReport(aws.source(logGroup, engine), query, { now });
    return { ...report, sources: null, queryCost: null };
  };
  await aws.calls();
  const auto = await figures('auto');
  const { FilterLogEvents = 0 } = await aws.calls();
  expect(auto).toEqual(await figures('filter'));
  return FilterLogEvents > 0;
}

describe('A record is fetched', () => {
  const withoutTime = event({}).message.replace('"timestamp"', '"time"');
  const usage = { inputTokens: 5, outputTokens: 3 };
  const failedWith = (outputBody: unknown) => event({ ...failed, outputBody });
  test.each<[string, LogEvent]>([
    ['that has no time', { ...event({}), message: withoutTime }],
    ['whose error code is no text', event({ errorCode: null as never })],
    ['whose caller is none', { ...event({}), message: event({}).message.replace('"arn"', '"a"') }],
    ['whose hidden tag cannot be read', event({ inputBody: long, metadata: { team: 'a"b' } })],
    ['of an image whose size is hidden', event({ ...image, inputBody: long })],
    ['of an image that the answer may hold', event({ ...image, outputBody: { images: ['aGk='] } })],
    ['of a failed call whose body has input', failedWith({ usage: { inputTokens: 5 } })],
    ['of a failed call whose body has output', failedWith({ usage: { outputTokens: 3 } })],
    ['that lacks an input count', event({ inputTokenCount: undefined })],
    ['that lacks an output count', event({ outputTokenCount: undefined })],
    [
      'whose body alone has cached tokens',
      event({ outputBody: { usage: { ...usage, cacheReadInputTokens: 7 } } }),
    ],
    [
      'whose body alone has tokens written to the cache',
      event({ outputBody: { usage: { ...usage, cacheWriteInputTokens: 7 } } }),
    ],
    [
      'that lacks a part of the tokens written',
      event({
        cacheWriteInputTokenCount: 7,
        outputBody: { usage: { cache_creation: { ephemeral_1h_input_tokens: 7 } } },
      }),
    ],
    [
      'whose hidden count may be one of a record in the prompt',
      event({ inputBody: { ...quoting, ...long } }),
    ],
    [
      'of a stopped call whose guardrail may be one of a record in the prompt',
      event({ ...stopped, inputBody: quoting, outputBody: undefined, inputTokenCount: 0 }),
    ],
    ['of a failed call whose count is a fraction', event({ ...failed, inputTokenCount: 0.5 })],
    ['whose count is negative', event({ inputTokenCount: -1 })],
  ])('%s', async (_, doubtful) => {
    expect(await fetches(doubtful)).toBe(true);
  });
});

describe('A record is not fetched', () => {
  const usage = {
    inputTokens: 5,
    outputTokens: 3,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  };
  test.each<[string, LogEvent]>([
    ['that has all counts', event({})],
    ['whose body repeats them', event({ outputBody: { usage } })],
    ['of a failed call', event(failed)],
    ['of a failed call behind a long prompt', event({ ...failed, inputBody: long })],
    ['of a call that a guardrail has stopped', event(stopped)],
    [
      'of an embedding',
      event({ modelId: 'amazon.titan-embed-text-v2:0', outputTokenCount: undefined }),
    ],
    ['of an image of which only the envelope tells', event(image)],
    ['that quotes another one', event({ inputBody: quoting })],
    ['that quotes another one as text', event({ inputBody: JSON.stringify(quoting) })],
    ['with other tags than the one asked for', event({ metadata: { app: 'x' }, inputBody: long })],
    ['without a caller', event({ caller: undefined })],
    [
      'that mentions keys in a text',
      event({ inputBody: JSON.stringify(failed), caller: undefined }),
    ],
  ])('%s', async (_, sure) => {
    expect(await fetches(sure)).toBe(false);
  });
});
