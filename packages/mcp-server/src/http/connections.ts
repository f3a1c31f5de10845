import { once } from 'node:events';
import type { Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What a client may do to a connection.
 *
 * @example
 * const limits: ConnectionLimits = { maxConnections: 200, keepAliveMs: 75_000 };
 */
export interface ConnectionLimits {
  /** Connections at the same time; what comes beyond is closed at once. Default 1,000. */
  maxConnections?: number | undefined;
  /** Bytes of a request's headers. Default 16 KiB. */
  maxHeaderBytes?: number | undefined;
  /** Time for the headers of a request to arrive, in milliseconds. Default 15,000. */
  headersTimeoutMs?: number | undefined;
  /** Time for a whole request to arrive, in milliseconds. Default 30,000. */
  requestTimeoutMs?: number | undefined;
  /** How long a connection stays open for a next request, in milliseconds. Default 65,000: longer than load balancers do. */
  keepAliveMs?: number | undefined;
  /** A client that takes nothing of an answer for this long is cut off, in milliseconds. Default 30,000. */
  stalledMs?: number | undefined;
}

/** The limits as the HTTP server of Node takes them. */
export function serverOptionsOf(limits: ConnectionLimits): ServerOptions {
  const { headersTimeoutMs = 15_000, requestTimeoutMs = 30_000 } = limits;
  return {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(5000, headersTimeoutMs),
    keepAliveTimeout: limits.keepAliveMs ?? 65_000,
    maxHeaderSize: limits.maxHeaderBytes ?? 16 * 1024,
  };
}

/** The end of an HTTP server in two steps, between which running calls may end. */
export interface Connections {
  /** Takes no new connections. */
  stopListening(): void;
  /** Ends every connection as soon as no answer is on its way on it; resolves when the port is free. */
  end(): Promise<void>;
}

/** Told of connections as they come and go. */
export interface ConnectionWatch {
  connectionOpened(): void;
  connectionClosed(): void;
  /** There were too many. */
  connectionDropped(): void;
}

/** How long answers that are still on their way may take, in milliseconds. */
const flushMs = 1000;

/** Keeps an eye on the connections of a server from its start. */
export function watchConnections(
  server: Server,
  limits: ConnectionLimits,
  watch: ConnectionWatch,
): Connections {
  /** Requests of each connection that have not been answered to the end. */
  const sockets = new Map<Socket, number>();
  const closed = once(server, 'close');
  server.maxConnections = limits.maxConnections ?? 1000;
  server.on('drop', () => watch.connectionDropped());
  server.on('connection', (socket) => {
    watch.connectionOpened();
    sockets.set(socket, 0);
    socket.once('close', () => {
      sockets.delete(socket);
      watch.connectionClosed();
    });
  });
  server.on('request', ({ socket }, answer) => {
    count(socket, 1);
    answer.once('close', () => count(socket, -1));
  });
  server.setTimeout(limits.stalledMs ?? 30_000, endStalled);

  return {
    stopListening: () => server.close(),
    async end() {
      const deadline = setTimeout(() => server.closeAllConnections(), flushMs);
      const turn = setInterval(endQuiet, 20);
      endQuiet();
      await closed;
      clearTimeout(deadline);
      clearInterval(turn);
    },
  };

  function count(socket: Socket, change: number): void {
    const open = sockets.get(socket);
    if (open !== undefined) sockets.set(socket, open + change);
  }

  /** Nothing has moved for a while. A call that is quiet while it runs is left alone. */
  function endStalled(socket: Socket): void {
    const isWaiting = sockets.get(socket) !== 0 && socket.writableLength === 0;
    if (!isWaiting) socket.destroy();
  }

  function endQuiet(): void {
    server.closeIdleConnections();
    // Clients open some in advance, and Node calls none idle before its first request.
    for (const socket of sockets.keys()) if (socket.bytesRead === 0) socket.destroy();
  }
}
