import type { Readable } from 'node:stream';

import { ownError, type ReportedError } from '../runtime-api/reported-error.ts';
import type { RuntimeResponse } from '../runtime-api/start-runtime-api.ts';
import type { Instance } from '../instance/instance.ts';
import type {
  Invocation,
  InvocationMode,
  InvocationReport,
  InvocationResult,
} from './lambda-function.ts';
import { createPayload } from './payload.ts';
import { ResponseCutError } from './response-cut-error.ts';
import { maxBufferedBytes, maxStreamedBytes, tooLarge } from './size-limits.ts';

export interface RunningCall {
  readonly requestId: string;
  /** Settles when the function begins to respond or has failed. */
  readonly begun: Promise<Invocation>;
  readonly completed: Promise<InvocationResult>;
  /** All of the response is there; only the instance is not yet free again. */
  readonly isResponded: boolean;
  /** Takes the response; false when it is too large. */
  respond(response: RuntimeResponse): Promise<boolean>;
  /** The first failure counts. */
  fail(failure: ReportedError): void;
  /** The instance has done with the call; gives the report back with the status that it ended in. */
  finish(report: InvocationReport): InvocationReport;
}

/** One call from its start to its end, seen from its caller. */
export function createRunningCall(call: {
  requestId: string;
  mode: InvocationMode;
  instance: Instance;
}): RunningCall {
  const begun = Promise.withResolvers<Invocation>();
  const completed = Promise.withResolvers<InvocationResult>();
  const payload = createPayload();
  let hasBegun = false;
  let isResponded = false;
  let failure: ReportedError | null = null;

  return {
    requestId: call.requestId,
    begun: begun.promise,
    completed: completed.promise,
    get isResponded() {
      return isResponded;
    },
    async respond(response) {
      const isStreamed = response.isStreaming && call.mode === 'streaming';
      const size = isStreamed ? await stream(response) : await collect(response);
      if (size === 'cut') return false;
      const trailing = response.trailingError();
      if (size === 'too large') fail(tooLarge(isStreamed ? maxStreamedBytes : maxBufferedBytes));
      else if (trailing !== null) fail(trailing);
      else end(response.contentType);
      return size === 'whole';
    },
    fail,
    finish(report) {
      if (!isResponded) fail(noResponse(call.requestId));
      const error = failure?.error ?? null;
      const status = report.status ?? (error === null ? undefined : 'error');
      const finished = { ...report, ...(status !== undefined && { status }) };
      completed.resolve({ error, report: finished });
      return finished;
    },
  };

  /** Passes the response on as it comes. */
  async function stream(response: RuntimeResponse): Promise<ResponseSize> {
    let bytes = 0;
    return readAll(response.body, (chunk) => {
      bytes += chunk.length;
      if (bytes > maxStreamedBytes) return 'too large';
      begin(response.contentType);
      return payload.write(chunk);
    });
  }

  /** Holds the response back until all of it is there. */
  async function collect(response: RuntimeResponse): Promise<ResponseSize> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const size = await readAll(response.body, (chunk) => {
      bytes += chunk.length;
      chunks.push(chunk);
      return bytes > maxBufferedBytes ? 'too large' : null;
    });
    if (size === 'whole' && response.trailingError() === null)
      void payload.write(Buffer.concat(chunks));
    return size;
  }

  function begin(contentType: string): void {
    if (hasBegun) return;
    hasBegun = true;
    begun.resolve(invocation(contentType, null));
  }

  function end(contentType: string): void {
    if (isResponded) return;
    isResponded = true;
    begin(contentType);
    payload.end();
  }

  function fail(reported: ReportedError): void {
    failure ??= reported;
    if (isResponded) return;
    isResponded = true;
    if (hasBegun) payload.fail(new ResponseCutError(reported.error));
    else {
      hasBegun = true;
      void payload.write(Buffer.from(reported.json));
      payload.end();
      begun.resolve(invocation('application/json', reported));
    }
  }

  function invocation(contentType: string, reported: ReportedError | null): Invocation {
    return {
      requestId: call.requestId,
      instance: call.instance,
      functionError: reported?.error ?? null,
      contentType,
      payload: payload.stream,
      completed: completed.promise,
    };
  }
}

/** `cut`: the connection broke, which the end of the instance explains a moment later. */
type ResponseSize = 'whole' | 'too large' | 'cut';

/** Reads as soon as something comes: what a program wrote before it broke off is not to be lost. */
function readAll(
  body: Readable,
  take: (chunk: Buffer) => Promise<void> | 'too large' | null,
): Promise<ResponseSize> {
  const { promise, resolve } = Promise.withResolvers<ResponseSize>();
  body.on('data', (chunk: Buffer) => {
    const room = take(chunk);
    if (room === 'too large') {
      resolve(room);
      body.removeAllListeners('data').resume();
    } else if (room !== null) {
      body.pause();
      void room.then(() => body.resume());
    }
  });
  body.once('end', () => resolve('whole'));
  body.once('error', () => resolve('cut'));
  body.once('close', () => resolve('cut'));
  return promise;
}

function noResponse(requestId: string): ReportedError {
  return ownError({
    errorType: 'Runtime.TruncatedResponse',
    errorMessage: `RequestId: ${requestId} Error: The runtime asked for the next call before it had responded`,
  });
}
