import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordingProxy {
  url: string;
  /** Operations of the JSON protocol that went through, such as `DynamoDB_20120810.Query`. */
  readonly operations: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Hands requests on as they are, and remembers which operations they asked for. */
export async function recordingProxy(target: string): Promise<RecordingProxy> {
  const operations = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    const operation = incoming.headers['x-amz-target'];
    if (typeof operation === 'string') operations.add(operation);
    const { method, url = '/', headers } = incoming;
    const onward = send(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
