import { once } from 'node:events';
import { Agent, createServer, request as forward } from 'node:http';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RoundRobinProxy {
  /** Where clients reach it, without a path: `http://localhost:40123`. */
  origin: string;
  /** Takes a host into the rotation; it is out of it when the returned function is called. */
  add(host: string): () => void;
  close(): Promise<void>;
}

/**
 * A load balancer without any stickiness: every request goes to the next host in turn, whoever sends
 * it. Bodies stream both ways, and whoever hangs up, the other side learns it. Where a host does not
 * even accept the connection, the next one gets the request.
 */
export async function startRoundRobinProxy(): Promise<RoundRobinProxy> {
  const targets: URL[] = [];
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const server = createServer((request, response) => {
    void pass(request, response, targets.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    add(host) {
      const target = new URL(host);
      targets.push(target);
      return () => {
        targets.splice(targets.indexOf(target), 1);
      };
    },
    async close() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, 'close');
    },
  };

  async function pass(
    request: IncomingMessage,
    response: ServerResponse,
    attempts: number,
  ): Promise<void> {
    const target = targets[turn++ % targets.length];
    if (target === undefined || attempts === 0) return answerBadGateway(response);
    const onward = forward({
      agent,
      hostname: target.hostname,
      port: target.port,
      method: request.method,
      path: request.url,
      headers: request.headers,
    });
    // Nobody else listens once the response has begun, and Node ends a process for an error unheard.
    onward.on('error', ignoreHangUp);
    if (!(await isConnected(onward))) return pass(request, response, attempts - 1);
    response.once('close', () => onward.destroy());
    request.pipe(onward);
    const answer = await answerOf(onward);
    if (answer === null) return answerBadGateway(response);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.on('error', ignoreHangUp).once('close', () => {
      if (!answer.complete) response.destroy();
    });
    answer.pipe(response);
  }
}

/** False when the host refused, so that it has seen nothing of the request. */
async function isConnected(onward: ClientRequest): Promise<boolean> {
  try {
    const [socket] = (await once(onward, 'socket')) as [NodeJS.Socket & { connecting: boolean }];
    if (socket.connecting) await once(socket, 'connect');
    return true;
  } catch {
    return false;
  }
}

/** `null` when the host hung up before it answered. */
async function answerOf(onward: ClientRequest): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    onward.once('response', resolve);
    onward.once('close', () => resolve(null));
  });
}

function answerBadGateway(response: ServerResponse): void {
  if (response.destroyed) return;
  response.writeHead(502, { 'content-type': 'text/plain' });
  response.end('The server that should answer hung up.\n');
}

function ignoreHangUp(): void {}
