import type { AddressInfo } from 'node:net';

import dynalite from 'dynalite';

import type { DynamodbReady } from './spawn-dynamodb.ts';

// Ends with the process that forked it.
process.once('disconnect', () => process.exit(0));

const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` } satisfies DynamodbReady);
});
