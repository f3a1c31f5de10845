import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { serverInfo } from '../../server-info.ts';

// A store that does not answer must not hold up calls: DynamoDB answers within milliseconds.
const connectionTimeoutMs = 2_000;
const requestTimeoutMs = 5_000;
const attempts = 4;

/** A client that never waits without end. Connects when it is first asked. */
export function createClient(region: string | undefined): DynamoDBClient {
  return new DynamoDBClient({
    ...(region !== undefined && { region }),
    maxAttempts: attempts,
    customUserAgent: [[serverInfo.name, serverInfo.version]],
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
}
