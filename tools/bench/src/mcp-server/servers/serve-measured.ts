import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { createAdaptorServer } from '@hono/node-server';

/** What the measuring process is told, each time it asks. */
export interface Usage {
  /** Processor time of this process since its start, in seconds. */
  cpuSeconds: number;
  peakMegabytes: number;
}

/** Serves on a free port that the parent process is told, and answers its questions about usage. */
export async function serveMeasured(fetch: (request: Request) => Promise<Response>): Promise<void> {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tellUsage((server.address() as AddressInfo).port, () => server.close());
}

/** Tells the parent process the port of a server that listens, and answers its questions about usage. */
export function tellUsage(port: number, close: () => void): void {
  process.on('message', () => process.send?.(usage()));
  process.on('disconnect', close);
  process.send?.({ port });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}
