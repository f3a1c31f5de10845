import { expect, test } from 'vitest';
import { fixtureLines } from '../../../normalize/record.testing.ts';
import { isFault, parseRecord } from '../../../normalize/parse-record.ts';
import { createEventReader } from './event-reader.ts';

const records = fixtureLines.slice(0, -1);
const stream = 'aws/bedrock/modelinvocations';

function event(message: string) {
  return { logStreamName: stream, timestamp: 1, message };
}

test('Messages are read as the lines of files are, whatever stands around them in the page', () => {
  const readEvents = createEventReader({ requestId: true, requestMetadata: true });
  // What is not ASCII takes more bytes than letters.
  const text = records.flatMap((line) => [JSON.stringify({ text: '€ 🙂 ü' }), line]);
  const { invocations, bytesRead } = readEvents(text.map(event));
  const expected = records
    .map((line) => parseRecord(JSON.parse(line)))
    .filter((read) => !isFault(read));
  expect(invocations).toEqual(expected);
  expect(invocations.length).toBeGreaterThan(10);
  expect(bytesRead).toBe(Buffer.byteLength(text.join('')));
});

test('What is no record is a rejection that names the log stream and the time', () => {
  const readEvents = createEventReader({ requestId: false, requestMetadata: false });
  const { invocations, rejections } = readEvents(
    ['Permissions are correctly set', '{"schemaType":"ModelInvocationLog"}', '', '[1,2'].map(event),
  );
  const location = { origin: stream, line: null, timestampMs: 1 };
  const notJson = { reason: 'not-json', detail: 'a log event whose message is not JSON', location };
  expect(invocations).toEqual([]);
  expect(rejections).toEqual([
    notJson,
    { reason: 'invalid-record', detail: 'modelId is missing', location },
    notJson,
    notJson,
  ]);
});

test('One page does not reach into the next, however long it was', () => {
  const readEvents = createEventReader({ requestId: true, requestMetadata: false });
  const long = readEvents(
    Array.from({ length: 50 }, () => records)
      .flat()
      .map(event),
  );
  const short = readEvents(records.slice(0, 1).map(event));
  expect(long.invocations.length).toBeGreaterThan(short.invocations.length);
  expect(short.invocations).toEqual(long.invocations.slice(0, 1));
  expect(readEvents([])).toEqual({ invocations: [], rejections: [], bytesRead: 0 });
});

test('A message over several lines is one record', () => {
  const readEvents = createEventReader({ requestId: true, requestMetadata: false });
  const line = records[0] ?? '';
  const pretty = readEvents([event(JSON.stringify(JSON.parse(line), null, 2))]);
  expect(pretty.invocations).toEqual(readEvents([event(line)]).invocations);
});
