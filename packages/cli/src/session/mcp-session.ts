import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  LoggingMessageNotificationSchema,
  type CallToolResult,
  type Implementation,
  type LoggingMessageNotification,
  type Progress,
} from '@modelcontextprotocol/sdk/types.js';
import packageJson from '../../package.json' with { type: 'json' };
import { createAnsweringTransport, type AnsweringTransport } from './answering-transport.ts';
import { reconnectDelaysMs, withBackoff } from './backoff.ts';
import { connectionLoss } from './connection-loss.ts';
import { SessionError } from './session-error.ts';
import { allTools } from './session-lists.ts';

export interface SessionOptions {
  apiKey: string | undefined;
  /** Longest silence of the server during a call. */
  timeoutMs: number;
  onLog: (message: LoggingMessageNotification['params']) => void;
  /** What the session does by itself, as a sentence. */
  onNote: (sentence: string) => void;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Where a session stands. */
export interface Connection {
  url: string;
  sessionId: string | undefined;
  server: Implementation | undefined;
}

/** A request to the server, over whatever connection is open. */
export type SessionRequest<T> = (client: Client, options: RequestOptions) => Promise<T>;

export interface McpSession {
  /** `null` when nothing is connected. */
  readonly connection: Connection | null;
  /** Opens a new session; ends the one before. */
  connect(url: string, signal?: AbortSignal): Promise<Connection>;
  /** Closes the connection and leaves the session to the server. */
  disconnect(): Promise<void>;
  /** Ends the session on the server, then disconnects. */
  terminate(): Promise<void>;
  /** Sends a request that only reads; it is repeated once over a new session where the old one is lost. */
  read<T>(request: SessionRequest<T>, options?: CallOptions): Promise<T>;
  /** Calls a tool; repeated over a new session where it has surely not run, or may run twice. */
  callTool(
    call: { name: string; arguments: Record<string, unknown> },
    options?: CallOptions,
  ): Promise<CallToolResult>;
}

interface Open {
  url: string;
  client: Client;
  transport: AnsweringTransport;
}

// A report over much data may take minutes; longer than this, something is wrong.
const longestCallMs = 15 * 60_000;
const longestConnectMs = 15_000;

/** An MCP session over HTTP that keeps itself alive while the server is restarted or forgets it. */
export function createMcpSession(options: SessionOptions): McpSession {
  let open: Open | null = null;

  return {
    get connection() {
      return open === null ? null : connectionOf(open);
    },
    async connect(url, signal) {
      await close();
      open = await openConnection(url, signal);
      return connectionOf(open);
    },
    disconnect: close,
    async terminate() {
      await connected().transport.terminateSession();
      await close();
    },
    read: (request, callOptions = {}) => send(request, callOptions, () => Promise.resolve(true)),
    callTool: (call, callOptions = {}) =>
      send(
        (client, requestOptions) =>
          client.callTool(call, undefined, requestOptions) as Promise<CallToolResult>,
        callOptions,
        () => mayRunTwice(call.name),
      ),
  };

  async function send<T>(
    request: SessionRequest<T>,
    callOptions: CallOptions,
    mayRepeat: () => Promise<boolean>,
  ): Promise<T> {
    const { client, url } = connected();
    const requestOptions = requestOptionsOf(callOptions, options.timeoutMs);
    try {
      return await request(client, requestOptions);
    } catch (error) {
      const loss = connectionLoss(error);
      if (loss === null || callOptions.signal?.aborted === true) throw error;
      options.onNote('The connection or the session is lost; connecting again.');
      open = await reopen(url, callOptions.signal);
      options.onNote('Connected again.');
      if (loss === 'answer-lost' && !(await mayRepeat())) {
        throw new SessionError(
          'The connection broke before the answer came, and the call may have run: repeat it if that does no harm.',
          { cause: error },
        );
      }
      return request(open.client, requestOptions);
    }
  }

  async function reopen(url: string, signal: AbortSignal | undefined): Promise<Open> {
    await open?.client.close();
    return withBackoff(() => openConnection(url, signal), {
      delaysMs: reconnectDelaysMs,
      retryable: (error) => connectionLoss(error) !== null,
      signal,
    });
  }

  async function mayRunTwice(name: string): Promise<boolean> {
    const tools = await allTools(connected().client);
    const annotations = tools.find((tool) => tool.name === name)?.annotations;
    return annotations?.readOnlyHint === true || annotations?.idempotentHint === true;
  }

  async function openConnection(url: string, signal: AbortSignal | undefined): Promise<Open> {
    const transport = createAnsweringTransport({ url: addressOf(url), apiKey: options.apiKey });
    const client = new Client({ name: 'bedrock-spend', version: packageJson.version });
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) =>
      options.onLog(params),
    );
    try {
      await client.connect(transport, {
        timeout: Math.min(longestConnectMs, options.timeoutMs),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      await client.close();
      throw error;
    }
    return { url, client, transport };
  }

  async function close(): Promise<void> {
    const closing = open;
    open = null;
    await closing?.client.close();
  }

  function connected(): Open {
    if (open !== null) return open;
    throw new SessionError('Not connected: type connect, or connect and an address.');
  }
}

function connectionOf({ url, client, transport }: Open): Connection {
  return { url, sessionId: transport.sessionId, server: client.getServerVersion() };
}

function requestOptionsOf({ signal, onProgress }: CallOptions, timeoutMs: number): RequestOptions {
  return {
    timeout: timeoutMs,
    resetTimeoutOnProgress: true,
    maxTotalTimeout: longestCallMs,
    // Asked for even when nobody looks: progress is the sign of life that extends the timeout.
    onprogress: onProgress ?? (() => undefined),
    ...(signal === undefined ? {} : { signal }),
  };
}

function addressOf(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address;
  throw new SessionError(`'${url}' is not an address: it looks like http://localhost:3000/mcp.`);
}
