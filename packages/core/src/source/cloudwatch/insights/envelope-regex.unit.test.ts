import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  callerArn,
  errorCode,
  inputCount,
  outputCount,
  requestTag,
  secondOutput,
  tagAnywhere,
} from './envelope-regex.ts';
import { arbitraryRecord } from '../arbitrary-records.testing.ts';

const between = [Date.parse('2026-05-01'), Date.parse('2026-05-08')] as const;

function find(regex: string, message: string): string | undefined {
  return new RegExp(regex).exec(message)?.groups?.['found'];
}

interface Record {
  input: { [count: string]: number | undefined };
  output: { [count: string]: number | undefined };
  errorCode?: string;
  identity?: { arn: string };
  requestMetadata?: { [tag: string]: string };
}

describe('Whatever a record holds', () => {
  const messages = fc
    .oneof(
      arbitraryRecord({ between, tellsMore: true }),
      arbitraryRecord({ between, tellsMore: false }),
    )
    .map(({ message }) => message);

  test('what is found behind the bodies is what the envelope says', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { output, errorCode: code, identity, requestMetadata: tags } = parse(message);
        const said = {
          output: output['outputTokenCount']?.toString(),
          code,
          caller: identity?.arn,
          tag: tags?.['cost-center'],
        };
        const found = {
          output: find(outputCount('outputTokenCount', 'found'), message),
          code: find(errorCode('found'), message),
          caller: find(callerArn('found'), message),
          tag: find(requestTag('cost-center', 'found'), message),
        };
        expect(said).toMatchObject(present(found));
        // AWS takes no braces in tags; who has written some all the same hides what stands before.
        fc.pre(!/[{}]/.test(Object.values(tags ?? {}).join('')));
        expect(found.output).toBe(said.output);
      }),
      { numRuns: 1000 },
    );
  });

  test('what is found before the output is what the envelope says, unless it is marked as doubtful', () => {
    fc.assert(
      fc.property(messages, (message) => {
        if (find(secondOutput('found'), message) !== undefined) return;
        const { input } = parse(message);
        for (const key of ['inputTokenCount', 'cacheReadInputTokenCount']) {
          expect(find(inputCount(key, 'found'), message)).toBe(input[key]?.toString());
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function present(found: object): object {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function parse(message: string): Record {
  return JSON.parse(message) as Record;
}

test('A tag is found among others, whichever characters its name has', () => {
  const message = record('"requestMetadata":{"x":"1","a/b.c $":"two","cost":"3"}');
  expect(find(requestTag('a/b.c $', 'found'), message)).toBe('two');
  expect(find(requestTag('cost', 'found'), message)).toBe('3');
  expect(find(requestTag('a/bxc $', 'found'), message)).toBeUndefined();
});

test('A tag that cannot be read is named nevertheless', () => {
  const message = record(String.raw`"requestMetadata":{"note":"a \"b\" }","team":"x\ny"}`);
  expect(find(requestTag('team', 'found'), message)).toBeUndefined();
  expect(find(tagAnywhere('team', 'found'), message)).toBe('"');
  expect(find(tagAnywhere('tea', 'found'), message)).toBeUndefined();
});

test('Nothing is found in the text of a prompt', () => {
  const quoted = JSON.stringify(JSON.stringify(record('"errorCode":"Quoted"')));
  const message = `{"input":{"inputBodyJson":${quoted}},"output":{"outputBodyJson":${quoted}}}`;
  const regexes = [
    inputCount('inputTokenCount', 'found'),
    outputCount('outputTokenCount', 'found'),
    errorCode('found'),
    callerArn('found'),
  ];
  for (const regex of regexes) {
    expect(find(regex, record('"errorCode":"Real"'))).toBeDefined();
    expect(find(regex, message)).toBeUndefined();
  }
});

/** A record in the order of keys of 2026. */
function record(tail: string): string {
  return `{"modelId":"m","input":{"inputBodyJson":{},"inputTokenCount":1},"output":{"outputBodyJson":{},"outputTokenCount":2},"identity":{"arn":"a"},${tail},"schemaType":"ModelInvocationLog"}`;
}
