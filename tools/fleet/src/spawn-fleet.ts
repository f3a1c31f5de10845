import { randomBytes } from 'node:crypto';

import { spawnDynamodb, type SpawnedDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';

import { startRoundRobinProxy } from './round-robin-proxy.ts';
import { spawnInstance, type HeapFigures, type Instance } from './spawn-instance.ts';

export interface FleetOptions {
  /** How many instances. */
  count: number;
  /**
   * Where they keep what they have to know of each other's sessions: `dynamodb` (dynalite, in a process
   * of its own), or each in its own `memory`.
   */
  store?: 'dynamodb' | 'memory';
  /**
   * `file:` URL of a module that exports `startOptions`: a function that gives options of `startServer`,
   * or the promise of them. It runs in each instance. Default a server without any logs.
   */
  fixtures?: string;
}

export interface Fleet {
  /** MCP endpoint of the proxy, which sends every request to the next instance. */
  url: string;
  /** MCP endpoint of one instance; it changes when it is started again. */
  instanceUrl(index: number): string;
  isRunning(index: number): boolean;
  /** Ends an instance at once (SIGKILL), with all that it does. */
  kill(index: number): Promise<void>;
  /** Starts an instance that was killed, under another port. */
  start(index: number): Promise<void>;
  /** What is alive in an instance after garbage was collected. */
  heap(index: number): Promise<HeapFigures>;
  /** The end of what an instance has logged: warnings and errors. */
  log(index: number): string;
  stop(): Promise<void>;
}

interface Member {
  instance: Instance;
  leaveRotation: () => void;
}

const tableName = 'sessions';

/** Starts instances of the server, each in a process of its own, with one store and one proxy. */
export async function spawnFleet(options: FleetOptions): Promise<Fleet> {
  const dynamodb = options.store === 'memory' ? null : await spawnStore();
  const proxy = await startRoundRobinProxy();
  const sessionSecret = randomBytes(32).toString('base64');
  const members = new Map<number, Member>();
  const logs = new Map<number, Instance>();
  const fleet: Fleet = {
    url: `${proxy.origin}/mcp`,
    instanceUrl: (index) => member(index).instance.url,
    isRunning: (index) => members.has(index),
    async kill(index) {
      const { instance, leaveRotation } = member(index);
      members.delete(index);
      // The proxy learns of it as a load balancer does: by a connection that breaks or is refused.
      await instance.kill();
      leaveRotation();
    },
    async start(index) {
      const instance = await spawnInstance({
        settings: {
          tableName: dynamodb === null ? null : tableName,
          sessionSecret,
          fixtures: options.fixtures ?? null,
        },
        environment: dynamodb?.environment ?? {},
      });
      logs.set(index, instance);
      members.set(index, { instance, leaveRotation: proxy.add(instance.url) });
    },
    heap: (index) => member(index).instance.heap(),
    log: (index) => logs.get(index)?.log() ?? '',
    async stop() {
      await proxy.close();
      await Promise.all([...members.values()].map(({ instance }) => instance.stop()));
      await dynamodb?.stop();
    },
  };
  try {
    for (let index = 0; index < options.count; index += 1) await fleet.start(index);
  } catch (error) {
    await fleet.stop();
    throw error;
  }
  return fleet;

  function member(index: number): Member {
    const found = members.get(index);
    if (found === undefined) throw new Error(`Instance ${index} does not run.`);
    return found;
  }
}

async function spawnStore(): Promise<SpawnedDynamodb> {
  const dynamodb = await spawnDynamodb();
  await dynamodb.createTable(tableName);
  return dynamodb;
}
