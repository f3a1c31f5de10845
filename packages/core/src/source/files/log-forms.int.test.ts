import { Readable } from 'node:stream';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fixtureLines } from '../../normalize/record.testing.ts';
import { aFolder, inPieces, numbered, numberedLines, readFiles } from './read-files.testing.ts';

const [one, two, three] = [numbered(1), numbered(2), numbered(3)];
const lines = [one, two, three].map((record) => JSON.stringify(record));
const events = [one, two, three].map((record, index) => ({
  logStreamName: 'aws/bedrock/modelinvocations',
  timestamp: 1_788_869_433_000 + index,
  message: JSON.stringify(record),
  ingestionTime: 1_788_869_440_000,
  eventId: `3798${index}`,
}));
const rows = [one, two, three].map((record) => [
  { field: '@timestamp', value: '2026-09-08 12:10:33.000' },
  { field: '@message', value: JSON.stringify(record) },
  { field: '@ptr', value: 'CmEKJgoi' },
]);
const delivery = {
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: '/aws/bedrock/modelinvocations',
  logStream: 'aws/bedrock/modelinvocations',
  subscriptionFilters: ['all'],
  logEvents: events.map(({ eventId: id, timestamp, message }) => ({ id, timestamp, message })),
};

/** Every way in which the same three records are found in files. */
const forms: Record<string, string> = {
  'lines of JSON': lines.join('\n'),
  'lines of JSON with a last newline': `${lines.join('\n')}\n`,
  'lines that end as Windows has it': `${lines.join('\r\n')}\r\n`,
  'empty lines between': `\n\n${lines.join('\n\n  \n')}\n`,
  'a byte order mark': `\uFEFF${lines.join('\n')}`,
  'pretty-printed records': [one, two, three]
    .map((record) => JSON.stringify(record, null, 2))
    .join('\n'),
  'pretty-printed records with tabs': [one, two, three]
    .map((record) => JSON.stringify(record, null, '\t'))
    .join('\r\n'),
  'records one behind the other': lines.join(''),
  'records with spaces between': lines.join(' '),
  'an array': `[${lines.join(',')}]`,
  'an array of a line each': `[\n${lines.join(',\n')}\n]\n`,
  'a pretty-printed array': JSON.stringify([one, two, three], null, 4),
  'arrays one behind the other': `[${lines[0]}]\n[${lines[1]},${lines[2]}]`,
  'an export of CloudWatch to S3': lines
    .map((line) => `2026-09-08T12:10:33.000Z ${line}`)
    .join('\n'),
  'aws logs tail': lines
    .map((line) => `2026-09-08T12:10:33.000000+00:00 aws/bedrock/modelinvocations ${line}`)
    .join('\n'),
  'aws logs tail, short': lines.map((line) => `2026-09-08T12:10:33 ${line}`).join('\n'),
  'aws logs tail, json': [one, two, three]
    .map((record) => `2026-09-08T12:10:33.000000+00:00 stream ${JSON.stringify(record, null, 4)}`)
    .join('\n'),
  'aws logs filter-log-events': JSON.stringify({ events, searchedLogStreams: [] }, null, 4),
  'aws logs filter-log-events on one line': JSON.stringify({ searchedLogStreams: [], events }),
  'aws logs get-log-events': JSON.stringify(
    { events, nextForwardToken: 'f/3', nextBackwardToken: 'b/3' },
    null,
    4,
  ),
  'events on a line each': events.map((event) => JSON.stringify(event)).join('\n'),
  'a subscription': JSON.stringify(delivery),
  'subscriptions one behind the other': `${JSON.stringify({ ...delivery, logEvents: delivery.logEvents.slice(0, 1) })}${JSON.stringify({ ...delivery, logEvents: delivery.logEvents.slice(1) })}`,
  'aws logs get-query-results': JSON.stringify(
    { queryLanguage: 'CWLI', results: rows, statistics: { recordsMatched: 3 }, status: 'Complete' },
    null,
    4,
  ),
  'aws logs get-query-results on one line': JSON.stringify({ results: rows, status: 'Complete' }),
  'results of the console': JSON.stringify(
    [one, two, three].map((record) => ({
      '@timestamp': '2026-09-08 12:10:33.000',
      '@message': record,
    })),
  ),
  'results of the console as text': JSON.stringify(lines.map((line) => ({ '@message': line }))),
};

describe.each(Object.entries(forms))('%s', (_, text) => {
  test('gives its three records and nothing else', async () => {
    const folder = await aFolder({ 'log.json': text });
    const { numbers, rejections, missing } = await readFiles([folder]);

    expect({ numbers, rejections, missing }).toEqual({
      numbers: [1, 2, 3],
      rejections: [],
      missing: [],
    });
  });

  test('gives the same when it arrives in pieces of any size', async () => {
    const bytes = Buffer.from(text);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
        const stdin = Readable.from(inPieces(bytes, size));
        const { numbers, rejections } = await readFiles({ paths: ['-'], stdin });

        expect({ numbers, rejections }).toEqual({ numbers: [1, 2, 3], rejections: [] });
      }),
      { numRuns: 8 },
    );
  });

  test('gives the same when every line goes through JSON.parse', async () => {
    const folder = await aFolder({ 'log.json': text });
    const fast = await readFiles({ paths: [folder], needRequestId: true });
    const strict = await readFiles({ paths: [folder], strict: true });

    expect(strict.invocations).toEqual(fast.invocations);
  });
});

describe('records of the fixture', () => {
  test('17 records and the notice of Bedrock, which is counted as skipped', async () => {
    const folder = await aFolder({ 'log.ndjson': fixtureLines.join('\n') });
    const { invocations, rejections } = await readFiles([folder]);

    expect(invocations).toHaveLength(17);
    expect(rejections).toEqual([
      {
        reason: 'not-json',
        detail: 'the notice that Bedrock writes when logging is switched on',
        location: { origin: `${folder}/log.ndjson`, line: 18 },
      },
    ]);
  });
});

describe('a list of any length', () => {
  test.each([
    ['lines', (count: number) => numberedLines(count)],
    [
      'an array on one line',
      (count: number) => JSON.stringify(numbers(count).map((n) => numbered(n))),
    ],
    [
      'events on one line',
      (count: number) =>
        JSON.stringify({ events: numbers(count).map((n) => event(n)), nextToken: 'x' }),
    ],
    [
      'events, pretty-printed',
      (count: number) => JSON.stringify({ events: numbers(count).map((n) => event(n)) }, null, 4),
    ],
  ])('%s: comes in parts, in order', async (_, make) => {
    const folder = await aFolder({ 'log.json': make(12_000) });
    const read = await readFiles([folder]);

    expect(read.numbers).toEqual(numbers(12_000));
    expect(read.rejections).toEqual([]);
    expect(read.mostInvocationsAtATime).toBeLessThan(5_000);
  });
});

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function event(number: number): unknown {
  return { timestamp: number, message: JSON.stringify(numbered(number)) };
}
