import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Invocation } from '../model/invocation.ts';
import { createModelIds } from './model-ids.ts';
import { isFault, parseRecord } from './parse-record.ts';
import { aRecord, fixtureLines, fixtureRecords } from './record.testing.ts';
import { createLineScanner } from './scan-line.ts';

const modelOf = createModelIds();
const scanner = createLineScanner({ modelOf, needRequestId: true, needRequestMetadata: true });

/** Scans the line at some place of a chunk, with other bytes around it. */
function scan(line: string | Uint8Array, { before = 0, after = '\n' } = {}): Invocation | null {
  const bytes = typeof line === 'string' ? Buffer.from(line) : line;
  const chunk = Buffer.concat([Buffer.alloc(before, '"'), bytes, Buffer.from(after)]);
  scanner.load(chunk);
  return scanner.scan(before, before + bytes.length);
}

/** What JSON.parse makes of the line; `null` if that is no invocation. */
function parse(line: string | Uint8Array): Invocation | null {
  const parsed = parseRecord(JSON.parse(Buffer.from(line).toString()), modelOf);
  return isFault(parsed) ? null : parsed;
}

function isJson(line: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(line).toString());
    return true;
  } catch {
    return false;
  }
}

describe('what the scanner takes', () => {
  test('gives what JSON.parse gives for every record of the fixture, and takes most of them', () => {
    const lines = fixtureLines.slice(0, -1);
    const taken = lines.filter((line) => scan(line) !== null);

    for (const line of taken) expect(scan(line)).toEqual(parse(line));
    // The blocked call, the one whose counts are in its body, and the one with a fraction of a second.
    expect(lines.filter((line) => scan(line) === null)).toEqual([lines[5], lines[8], lines[15]]);
  });

  test.each([
    ['spaces between everything', JSON.stringify(aRecord(), null, ' ').replaceAll('\n', ' ')],
    [
      'the spaces of other tools',
      JSON.stringify(aRecord()).replaceAll('":', '": ').replaceAll(',"', ', "'),
    ],
    [
      'keys in another order',
      JSON.stringify(Object.fromEntries(Object.entries(aRecord()).toReversed())),
    ],
    ['a carriage return', `${JSON.stringify(aRecord())}\r`],
    [
      'keys it does not know',
      JSON.stringify(aRecord({ status: 'ok', n: -1.5e3, deep: [{ a: null }] })),
    ],
    ['tags', JSON.stringify(aRecord({ requestMetadata: { team: 'sœarch', 'a"b': '\\' } }))],
    ['no input and output', JSON.stringify(aRecord({ errorCode: 'ThrottlingException' }))],
    ['an empty error', JSON.stringify(aRecord({ errorCode: '' }))],
  ])('takes %s', (_, line) => {
    expect(scan(line)).toEqual(parse(line));
    expect(scan(line)).not.toBeNull();
  });

  test('is not misled by what looks like the envelope in a prompt', () => {
    const decoys = {
      text: '"inputTokenCount":999 {"output":{"outputTokenCount":5}} \\" \\\\" ]}',
      inputTokenCount: 999,
      output: { outputTokenCount: 999 },
      lines: ['}', ']', '\\', '"', '\u2028', 'é', '\ud800'],
      long: `${'x'.repeat(5000)}\\"inputTokenCount":1`,
    };
    const record = aRecord({
      input: { inputBodyJson: decoys },
      output: { outputBodyJson: decoys },
    });
    const line = JSON.stringify(record);

    expect(scan(line)).toMatchObject({ inputTokens: 100, outputTokens: 10 });
    expect(scan(line)).toEqual(parse(line));
  });

  test('goes through any depth', () => {
    const depth = 1_000_000;
    const body = `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`;
    const line = JSON.stringify(aRecord({ input: { inputBodyJson: 'BODY' } })).replace(
      '"BODY"',
      body,
    );

    expect(scan(line)).toMatchObject({ inputTokens: 100 });
  });

  test('takes a line whose damage is inside a body, which JSON.parse does not', () => {
    const line = JSON.stringify(aRecord({ input: { inputBodyJson: { text: 'TEXT' } } }));
    const damaged = line.replace('"TEXT"', 'oops "\u0001" oops');

    expect(() => parse(damaged)).toThrow(SyntaxError);
    expect(scan(damaged)).toMatchObject({ inputTokens: 100 });
  });

  test('reads ids and tags only if asked', () => {
    const line = Buffer.from(JSON.stringify(aRecord({ requestMetadata: { team: 'search' } })));
    const sparing = createLineScanner();
    sparing.load(line);

    expect(sparing.scan(0, line.length)).toMatchObject({ requestId: '', requestMetadata: null });
    expect(scan(line)).toMatchObject({
      requestId: 'a1b2c3d4-0001-4000-8000-000000000001',
      requestMetadata: { team: 'search' },
    });
  });

  test('gives the same model object for the same id', () => {
    const line = JSON.stringify(aRecord());

    expect(scan(line)?.model).toBe(scan(line)?.model);
    expect(scan(line)?.model).toBe(parse(line)?.model);
  });

  test('stays right when more different strings come by than it remembers', () => {
    const arns = Array.from({ length: 80_000 }, (_, index) => `arn:aws:iam::1:user/${index * 7}`);

    const mistaken = arns.filter(
      (arn) => scan(`{"identity":{"arn":"${arn}"},${plainRest}`)?.principalArn !== arn,
    );

    expect(mistaken).toEqual([]);
  });
});

function withBody(body: unknown, input = {}): string {
  return JSON.stringify(aRecord({ input, output: { outputBodyJson: body } }));
}

const plainRest = JSON.stringify(aRecord({ identity: undefined })).slice(1);

describe('what the scanner leaves to JSON.parse', () => {
  const plain = JSON.stringify(aRecord());

  test.each([
    ['a count that is a fraction', plain.replace('100', '100.0')],
    ['a count with an exponent', plain.replace('100', '1e2')],
    ['a negative count', plain.replace('100', '-100')],
    ['a count that is null', plain.replace('100', 'null')],
    ['a count that is text', plain.replace('100', '"100"')],
    ['a count too large', plain.replace('100', '10000000000000000')],
    ['an escape in a value', plain.replace('us-east-1', String.raw`us-\u0065ast-1`)],
    ['an escape in a key', plain.replace('"region"', String.raw`"regi\u006fn"`)],
    ['text beyond ASCII', plain.replace('team-a', 'équipe')],
    ['a time with a fraction', plain.replace('33Z', '33.5Z')],
    ['a time that does not exist', plain.replace('12:10', '25:10')],
    ['a key given twice', plain.replace('"region"', '"region":"eu-west-1","region"')],
    ['an input that is no object', plain.replace('"input":{', '"input":null,"x":{')],
    ['no schemaType', plain.replace('schemaType', 'schemaTipe')],
    ['another schemaType', plain.replace('ModelInvocationLog', 'Other')],
    ['no modelId', plain.replace('modelId', 'modelXd')],
    ['something behind the record', `${plain}{}`],
    ['a record that breaks off', plain.slice(0, -20)],
    ['nothing', ''],
    [
      'counts in the body only',
      JSON.stringify(
        aRecord({
          input: { inputTokenCount: undefined },
          output: { outputBodyJson: { usage: {} } },
        }),
      ),
    ],
    [
      'lifetimes of cache writes',
      withBody({ usage: { cacheDetails: [] } }, { cacheWriteInputTokenCount: 5 }),
    ],
    ['cached tokens that only the body tells', withBody({ usage: { cache_read_input_tokens: 7 } })],
    [
      'a body beside counts of 0',
      withBody({}, { inputTokenCount: 0 }).replace('"outputTokenCount":10', '"outputTokenCount":0'),
    ],
    [
      'images of a body',
      withBody({ images: [''] }).replace(
        'anthropic.claude-sonnet-4-5-20250929-v1:0',
        'amazon.nova-canvas-v1:0',
      ),
    ],
  ])('%s', (_, line) => {
    expect(scan(line)).toBeNull();
  });

  test('not: a body with cached tokens of 0', () => {
    expect(
      scan(withBody({ usage: { cache_read_input_tokens: 0, input_tokens: 100 } })),
    ).not.toBeNull();
  });
});

/** A line whose body is this very text. */
function withBodyText(body: string): string {
  return withBody('BODY').replace('"BODY"', () => body);
}

describe('the service tier of a body', () => {
  test.each([
    ['{"serviceTier":{"type":"default"}}', 'standard'],
    ['{"serviceTier":{"type":"standard"}}', 'standard'],
    ['{"serviceTier":{"type":"flex"}}', 'flex'],
    ['{"serviceTier":{"type":"priority"}}', 'priority'],
    ['{"serviceTier":{"type":"reserved"}}', 'reserved'],
    ['{"service_tier":"default"}', 'standard'],
    ['{"service_tier":"standard"}', 'standard'],
    ['{"service_tier":"flex"}', 'flex'],
    ['{"service_tier":"priority"}', 'priority'],
    ['{"service_tier":"reserved"}', 'reserved'],
    ['{"output":{"text":"a"},"serviceTier":{"type":"flex"},"usage":{"inputTokens":100}}', 'flex'],
    ['{"a":[{"b":[]}], "serviceTier":{"type":"flex"} , "c":{}}', 'flex'],
    ['{"serviceTier":{"type":"flex"}\t}', 'flex'],
    [
      String.raw`{"text":"\"serviceTier\":{\"type\":\"flex\"}","service_tier":"priority"}`,
      'priority',
    ],
    ['{"text":"serviceTier","serviceTier":{"type":"flex"},"tail":"service_tier"}', 'flex'],
    ['{"servicetier":{"type":"flex"},"service-tier":"flex","serviceTiers":"flex"}', null],
    ['{"text":"serviceTier","list":["service_tier","serviceTier"]}', null],
    ['["serviceTier",{"type":"flex"}]', null],
    ['"serviceTier"', null],
  ])('is read by the scanner in %s', (body, tier) => {
    const line = withBodyText(body);

    expect(scan(line)).toEqual(parse(line));
    expect(scan(line)).toMatchObject({ serviceTier: tier });
  });

  test.each([
    // Of another value.
    ['{"serviceTier":{"type":"turbo"}}', null],
    ['{"serviceTier":{"type":"Flex"}}', null],
    ['{"serviceTier":{"type":"flex "}}', null],
    ['{"serviceTier":{"type":""}}', null],
    ['{"serviceTier":{"type":null}}', null],
    ['{"serviceTier":{"type":["flex"]}}', null],
    ['{"serviceTier":{}}', null],
    ['{"serviceTier":null}', null],
    ['{"serviceTier":"flex"}', null],
    ['{"serviceTier":[{"type":"flex"}]}', null],
    ['{"service_tier":{"type":"flex"}}', null],
    ['{"service_tier":"turbo"}', null],
    ['{"service_tier":null}', null],
    ['{"service_tier":["flex"]}', null],
    // Not alone in its object.
    ['{"serviceTier":{"type":"flex","type":"priority"}}', 'priority'],
    ['{"serviceTier":{"type":"flex","a":1}}', 'flex'],
    ['{"serviceTier":{"a":1,"type":"flex"}}', 'flex'],
    // With spaces or escapes.
    ['{"serviceTier" :{"type":"flex"}}', 'flex'],
    ['{"serviceTier": {"type":"flex"}}', 'flex'],
    ['{"serviceTier":{ "type":"flex"}}', 'flex'],
    ['{"serviceTier":{"type": "flex"}}', 'flex'],
    ['{"serviceTier":{"type":"flex" }}', 'flex'],
    ['{"service_tier": "flex"}', 'flex'],
    [String.raw`{"service\u0054ier":{"type":"flex"}}`, 'flex'],
    [String.raw`{"serviceTier":{"typ\u0065":"flex"}}`, 'flex'],
    [String.raw`{"serviceTier":{"type":"fle\u0078"}}`, 'flex'],
    [String.raw`{"service_tier":"fle\u0078"}`, 'flex'],
    [
      String.raw`{"serviceTier":{"type":"flex"},"service\u0054ier":{"type":"priority"}}`,
      'priority',
    ],
    [String.raw`{"service\u0054ier":{"type":"priority"},"serviceTier":{"type":"flex"}}`, 'flex'],
    // Twice, or once more elsewhere.
    ['{"serviceTier":{"type":"flex"},"serviceTier":{"type":"priority"}}', 'priority'],
    ['{"serviceTier":{"type":"flex"},"serviceTier":null}', null],
    ['{"serviceTier":null,"serviceTier":{"type":"flex"}}', 'flex'],
    ['{"serviceTier":{"type":"turbo"},"service_tier":"flex"}', null],
    ['{"service_tier":"flex","serviceTier":{"type":"priority"}}', 'priority'],
    ['{"serviceTier":{"type":"priority"},"service_tier":"flex"}', 'priority'],
    ['{"service_tier":"flex","service_tier":"priority"}', 'priority'],
    ['{"service_tier":"flex","metadata":{"serviceTier":{"type":"priority"}}}', 'priority'],
    ['{"serviceTier":{"type":"flex"},"usage":{"service_tier":"priority"}}', 'flex'],
    // At another depth.
    ['{"metadata":{"serviceTier":{"type":"flex"}}}', 'flex'],
    ['{"response":{"service_tier":"flex"}}', 'flex'],
    ['{"usage":{"service_tier":"priority"}}', null],
    ['{"message":{"serviceTier":{"type":"flex"}}}', null],
    ['{"__proto__":{"serviceTier":{"type":"flex"}}}', null],
    ['{"content":[{"json":{"service_tier":"flex"}}]}', null],
    ['[{"serviceTier":{"type":"flex"}}]', 'flex'],
    ['[{"service_tier":"flex"},"[DONE]"]', 'flex'],
    ['[{"metadata":{"serviceTier":{"type":"flex"}}}]', 'flex'],
  ])('is left to JSON.parse in %s', (body, tier) => {
    const line = withBodyText(body);

    expect(scan(line)).toBeNull();
    expect(parse(line)).toMatchObject({ serviceTier: tier });
  });

  test('is that of the answer, whatever the prompt says', () => {
    const decoy = { serviceTier: { type: 'priority' }, service_tier: 'priority' };
    const input = { inputBodyJson: decoy };
    const told = withBody({ serviceTier: { type: 'flex' } }, input);
    const untold = withBody({ text: '"serviceTier":{"type":"reserved"}' }, input);

    expect(scan(told)).toMatchObject({ serviceTier: 'flex' });
    expect(scan(told)).toEqual(parse(told));
    expect(scan(untold)).toMatchObject({ serviceTier: null });
    expect(scan(untold)).toEqual(parse(untold));
  });

  test('is not that of the record before', () => {
    const told = withBody({ serviceTier: { type: 'flex' } });
    const untold = withBody({ text: 'a' });

    expect([told, untold, told].map((line) => scan(line)?.serviceTier)).toEqual([
      'flex',
      null,
      'flex',
    ]);
  });

  test('comes with a failed call and with one that makes no text', () => {
    const output = { outputBodyJson: { serviceTier: { type: 'flex' } } };
    const failed = JSON.stringify(aRecord({ errorCode: 'ThrottlingException', output }));
    const embedding = JSON.stringify(
      aRecord({
        modelId: 'amazon.titan-embed-text-v2:0',
        output: { ...output, outputTokenCount: undefined },
      }),
    );

    for (const line of [failed, embedding]) {
      expect(scan(line)).toMatchObject({ serviceTier: 'flex' });
      expect(scan(line)).toEqual(parse(line));
    }
  });
});

const count = fc.oneof(
  { weight: 40, arbitrary: fc.nat() },
  { weight: 1, arbitrary: fc.constantFrom(0, 2 ** 53 - 1, 2 ** 53, -1, 1.5, null, '7') },
);
const text = fc.oneof(
  { weight: 40, arbitrary: fc.stringMatching(/^[\w.:/@-]{0,60}$/) },
  { weight: 1, arbitrary: fc.constantFrom('', 'é', 'a"b', 'a\\', null, 7) },
);
const modelId = fc.constantFrom(
  'amazon.nova-lite-v1:0',
  'amazon.nova-canvas-v1:0',
  'amazon.titan-embed-text-v2:0',
  'arn:aws:bedrock:us-west-2:111122223333:provisioned-model/abcdefgh1234',
);
const sometimes = { requiredKeys: [] as [] };
const usage = fc.record(
  {
    inputTokens: count,
    outputTokens: count,
    input_tokens: count,
    cacheReadInputTokens: fc.constantFrom(0, 0, 0, 5, null),
    cache_creation_input_tokens: fc.constantFrom(0, 0, 0, 5),
    cache_creation: fc.constant({ ephemeral_1h_input_tokens: 2, ephemeral_5m_input_tokens: 3 }),
  },
  sometimes,
);
const tierName = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('default', 'standard', 'flex', 'priority', 'reserved'),
  },
  { weight: 1, arbitrary: fc.constantFrom('', 'turbo', 'Flex', 'fl"ex', null, 7, ['flex']) },
);
const tier = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: tierName }) },
  { weight: 1, arbitrary: fc.record({ type: tierName, a: tierName }, sometimes) },
  { weight: 1, arbitrary: tierName },
);
const tiers = {
  serviceTier: tier,
  service_tier: fc.oneof(tierName, tier),
  metadata: fc.record({ serviceTier: tier }),
  response: fc.record({ service_tier: tierName }),
};
const body = fc.oneof(
  { weight: 4, arbitrary: fc.record({ text: fc.string(), usage }) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 2, arbitrary: fc.record({ text: fc.string(), ...tiers }, sometimes) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.oneof(
        fc.constant('[DONE]'),
        fc.record({ metadata: fc.record({ usage, ...tiers }, sometimes) }),
        fc.record(tiers, sometimes),
      ),
    ),
  },
);
const input = fc.record(
  {
    inputBodyJson: fc.jsonValue(),
    inputTokenCount: count,
    cacheReadInputTokenCount: count,
    cacheWriteInputTokenCount: fc.constantFrom(0, 0, 0, 5),
  },
  { requiredKeys: ['inputTokenCount'] },
);
const output = fc.record(
  { outputTokenCount: count, outputBodyJson: body, outputImageWidth: count },
  { requiredKeys: ['outputTokenCount'] },
);
const envelope = fc.record(
  {
    region: text,
    principal: text,
    modelId,
    errorCode: text,
    inferenceRegion: text,
    requestMetadata: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
    identity: fc.record({ arn: text }),
    status: fc.jsonValue(),
    input,
    output,
  },
  sometimes,
);

/** A genuine record with some of it exchanged, written in one of several ways. */
const line = fc
  .record({
    record: fc.constantFrom(...fixtureRecords, aRecord()),
    changes: envelope,
    space: fc.constantFrom(0, 0, 1),
    twice: fc.option(fc.constantFrom('input', 'region', 'status'), { freq: 1, nil: null }),
    isTwice: fc.integer({ min: 1, max: 20 }).map((number) => number === 1),
  })
  .map(({ record, changes, space, twice, isTwice }) => {
    const written = JSON.stringify({ ...record, ...changes }, null, space).replaceAll('\n', '');
    return isTwice && twice !== null ? written.replace(/\}$/, `,"${twice}":{}}`) : written;
  });

describe('the scanner and JSON.parse', () => {
  test('agree on every line that the scanner takes, at every place of a chunk', () => {
    let lines = 0;
    let left = 0;

    fc.assert(
      fc.property(
        line,
        fc.nat(9),
        fc.constantFrom('', '\n', ',{"a":1}', '"'),
        (text, before, after) => {
          const scanned = scan(text, { before, after });
          lines += 1;
          if (scanned === null) left += 1;
          const expected = parse(text);
          expect(scanned ?? expected).toEqual(expected);
        },
      ),
      { numRuns: 5000 },
    );

    console.info(`scanner: ${lines} lines, ${left} of them left to JSON.parse, 0 different`);
    expect(left / lines).toBeLessThan(0.75);
  });

  test('agree on damaged bytes wherever those are JSON, and the scanner throws on none', () => {
    const bytes = fc.oneof(
      line.map((text) => Buffer.from(text)),
      fc.uint8Array().map((array) => Buffer.from(array)),
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });

    fc.assert(
      fc.property(
        bytes,
        damage,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bytes, damage, share) => {
          const damaged = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * (0.5 + share))));
          for (const [position, byte] of damage) {
            if (damaged.length > 0) damaged[position % damaged.length] = byte;
          }
          const scanned = scan(damaged);
          const expected = isJson(damaged) ? parse(damaged) : scanned;
          expect(scanned ?? expected).toEqual(expected);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
