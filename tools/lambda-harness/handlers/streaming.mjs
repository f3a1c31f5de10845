// What a function that streams can do, each by the `do` of its event or by the path of its request.
import { setTimeout as delay } from 'node:timers/promises';

const actions = {
  async notes(stream, { count = 3, everyMs = 100 }) {
    for (let index = 0; index < count; index += 1) {
      stream.write(`note ${index}\n`);
      await delay(everyMs);
    }
  },
  async failMidway(stream) {
    stream.write('half of it');
    await delay(20);
    throw new Error('Midway.');
  },
  async failBefore() {
    throw new TypeError('Before.');
  },
  async exitMidway(stream) {
    stream.write('half of it');
    await delay(50);
    process.exit(7);
  },
  async linger(stream, { forMs }) {
    stream.write('answered');
    setTimeout(() => console.log('lingered'), forMs);
  },
  async hang(stream) {
    stream.write('');
    await delay(60_000);
  },
  async large(stream, { bytes }) {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let sent = 0; sent < bytes; sent += chunk.length) {
      if (!stream.write(chunk.subarray(0, Math.min(chunk.length, bytes - sent)))) {
        await new Promise((resolve) => stream.once('drain', resolve));
      }
    }
  },
};

export const handler = awslambda.streamifyResponse(async (event, raw, context) => {
  const { do: action = 'notes', isBare = false, ...settings } = orderOf(event);
  const stream = isBare
    ? raw
    : awslambda.HttpResponseStream.from(raw, {
        statusCode: 200,
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'x-request-id': context.awsRequestId,
        },
      });
  if (action === 'echo') stream.write(JSON.stringify({ event, context, pid: process.pid }));
  else await actions[action](stream, settings);
  stream.end();
});

/** The event itself, or what the body or the query of a request asks for. */
function orderOf(event) {
  if (event.requestContext === undefined) return event;
  if (event.body) {
    try {
      return JSON.parse(event.body);
    } catch {
      return { do: 'echo' };
    }
  }
  return { do: 'echo', ...event.queryStringParameters };
}
