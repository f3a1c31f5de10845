import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The end of an HTTP server in two steps, between which running calls may end. */
export interface Connections {
  /** Takes no new connections. */
  stopListening(): void;
  /** Ends every connection as soon as no answer is on its way on it; resolves when the port is free. */
  end(): Promise<void>;
}

/** How long answers that are still on their way may take, in milliseconds. */
const flushMs = 1000;

/** Keeps an eye on the connections of a server from its start. */
export function watchConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  const closed = once(server, 'close');
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
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

  function endQuiet(): void {
    server.closeIdleConnections();
    // Clients open some in advance, and Node calls none idle before its first request.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}
