import type { AccountClient } from '@aws-sdk/client-account';
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import type { STSClient } from '@aws-sdk/client-sts';
import packageJson from '../../package.json' with { type: 'json' };
import { createHttpHandler } from './create-http-handler.ts';
import type { AwsTarget } from './aws-target.ts';

/**
 * Clients of the AWS SDK for one account and region. Each is loaded and made when it is first asked
 * for. `logs` never tries again by itself, as `withRetries` does; the others try three times.
 */
export interface AwsClients {
  logs(): Promise<CloudWatchLogsClient>;
  bedrock(): Promise<BedrockClient>;
  sts(): Promise<STSClient>;
  account(): Promise<AccountClient>;
  costExplorer(): Promise<CostExplorerClient>;
  /** Closes all connections. */
  destroy(): void;
}

// Cost Explorer and Account have one region for all of a partition, and their signatures name it also
// where AWS_ENDPOINT_URL stands for every region.
const globalRegions: readonly (readonly [prefix: string, region: string])[] = [
  ['cn-', 'cn-northwest-1'],
  ['us-gov-', 'us-gov-west-1'],
  ['', 'us-east-1'],
];

export function createAwsClients({
  region,
  credentials,
}: Pick<AwsTarget, 'region' | 'credentials'>): AwsClients {
  const made: { destroy(): void }[] = [];

  /** Settings of every client; each has connections of its own, as each has another host. */
  async function settings(maxAttempts: number) {
    return {
      region,
      credentials,
      maxAttempts,
      customUserAgent: [['bedrock-spend', packageJson.version] satisfies [string, string]],
      requestHandler: await createHttpHandler(),
    };
  }

  function once<Client extends { destroy(): void }>(
    make: () => Promise<Client>,
  ): () => Promise<Client> {
    let client: Promise<Client> | null = null;
    return () => {
      client ??= make().then((client) => {
        made.push(client);
        return client;
      });
      return client;
    };
  }

  return {
    logs: once(async () => {
      const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
      return new CloudWatchLogsClient(await settings(1));
    }),
    bedrock: once(async () => {
      const { BedrockClient } = await import('@aws-sdk/client-bedrock');
      return new BedrockClient(await settings(standardAttempts));
    }),
    sts: once(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      return new STSClient(await settings(standardAttempts));
    }),
    account: once(async () => {
      const { AccountClient } = await import('@aws-sdk/client-account');
      const given = await settings(standardAttempts);
      return new AccountClient({ ...given, region: globalRegion(region) });
    }),
    costExplorer: once(async () => {
      const { CostExplorerClient } = await import('@aws-sdk/client-cost-explorer');
      const given = await settings(standardAttempts);
      return new CostExplorerClient({ ...given, region: globalRegion(region) });
    }),
    destroy() {
      for (const client of made.splice(0)) client.destroy();
    },
  };
}

const standardAttempts = 3;

function globalRegion(region: string): string {
  return globalRegions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? region;
}
