import type { HttpError } from './json-rpc-error.ts';

const retryAfter = { 'Retry-After': '5' };

/** Requests that never become a call, and what they are told. */
export const refusals = {
  foreignHost: { status: 403, code: -32000, message: 'This Host is not served here.' },
  foreignOrigin: { status: 403, code: -32000, message: 'Calls from this Origin are refused.' },
  methodNotAllowed: {
    status: 405,
    code: -32000,
    message: 'An MCP endpoint takes POST, GET and DELETE.',
    headers: { Allow: 'GET, POST, DELETE' },
  },
  notJson: { status: 400, code: -32700, message: 'The request body is not JSON.' },
  notJsonRpc: { status: 400, code: -32700, message: 'The request body is not JSON-RPC.' },
  tooDeep: (maxDepth: number) => ({
    status: 400,
    code: -32600,
    message: `The request body is nested too deeply: at most ${maxDepth} levels are read.`,
  }),
  noBatches: {
    status: 400,
    code: -32600,
    message: 'This protocol version has no batches: send each message by itself.',
  },
  tooMany: (retryAfterSeconds: number) => ({
    status: 429,
    code: -32000,
    message: `Too many requests: try again in ${retryAfterSeconds} seconds.`,
    headers: { 'Retry-After': `${retryAfterSeconds}` },
  }),
  batchTooLong: (maxMessages: number) => ({
    status: 400,
    code: -32600,
    message: `A batch must not have more than ${maxMessages} messages.`,
  }),
  notAcceptable: {
    status: 406,
    code: -32000,
    message: 'Accept both application/json and text/event-stream.',
  },
  streamNotAccepted: { status: 406, code: -32000, message: 'Accept text/event-stream.' },
  wrongType: {
    status: 415,
    code: -32000,
    message: 'Send the body with the Content-Type application/json.',
  },
  unknownVersion: (known: readonly string[]) => ({
    status: 400,
    code: -32000,
    message: `This MCP-Protocol-Version is not known with sessions; known are ${known.join(', ')}.`,
  }),
  alreadyOpen: {
    status: 400,
    code: -32600,
    message:
      'This session is initialized already: leave the Mcp-Session-Id header out to open another.',
  },
  initializeInBatch: {
    status: 400,
    code: -32600,
    message: 'Send initialize alone, not in a batch.',
  },
  streamTaken: {
    status: 409,
    code: -32000,
    message: 'This session has a stream already: one is open at a time.',
  },
  noStreams: {
    status: 405,
    code: -32000,
    message: 'There are no streams here: POST answers with all there is.',
    headers: { Allow: 'POST, DELETE' },
  },
  noListening: {
    status: 404,
    code: -32601,
    message: 'There are no changes to listen to here, as no answer stays open: read again instead.',
  },
  eventUnknown: {
    status: 400,
    code: -32000,
    message: 'This Last-Event-ID is none of this session.',
  },
  storeFailed: {
    status: 503,
    code: -32000,
    message: 'What is known of sessions cannot be read now: try again in a few seconds.',
    headers: retryAfter,
  },
  tooLarge: (maxBytes: number) => ({
    status: 413,
    code: -32000,
    message: `The request body is too large: at most ${maxBytes} bytes are read.`,
  }),
  sessionMissing: {
    status: 400,
    code: -32000,
    message: 'Send the Mcp-Session-Id header that initialize was answered with.',
  },
  sessionOver: {
    status: 404,
    code: -32001,
    message: 'This session is unknown or over: initialize a new one.',
  },
  initializeIncomplete: {
    status: 400,
    code: -32602,
    message: 'initialize needs an id, protocolVersion, capabilities and clientInfo.',
  },
  full: {
    status: 503,
    code: -32000,
    message: 'All sessions are busy: try again in a few seconds.',
    headers: retryAfter,
  },
  shuttingDown: {
    status: 503,
    code: -32000,
    message: 'The server is shutting down.',
    headers: retryAfter,
  },
  nothingHere: (endpoint: string) => ({
    status: 404,
    code: -32601,
    message: `There is nothing here: the MCP endpoint is ${endpoint}.`,
  }),
  metricsElsewhere: {
    status: 404,
    code: -32601,
    message:
      'An instance on AWS Lambda would answer for itself alone: its metrics are in CloudWatch, in the namespace BedrockSpend.',
  },
  fault: { status: 500, code: -32603, message: 'Internal error.' },
} satisfies Record<string, HttpError | ((detail: never) => HttpError)>;
