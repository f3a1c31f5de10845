import * as account from '@aws-sdk/client-account';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as sts from '@aws-sdk/client-sts';

import type { Ask, Call } from './ask.ts';

interface Client {
  send(command: object): Promise<Record<string, unknown>>;
}

type CommandClass = new (input: Record<string, unknown>) => object;

const sdks = { account, bedrock, ce, logs, sts };
const clientClasses = {
  account: account.AccountClient,
  bedrock: bedrock.BedrockClient,
  ce: ce.CostExplorerClient,
  logs: logs.CloudWatchLogsClient,
  sts: sts.STSClient,
};

/** Makes a call with the AWS SDK for JavaScript. */
export function askSdk(endpoint: string): Ask {
  return async (call) => {
    const { service, region, credentials } = call;
    const client = new clientClasses[service]({ endpoint, region, credentials });
    try {
      const output = await (client as unknown as Client).send(commandOf(call));
      delete output['$metadata'];
      // As boto3 prints it: absent members are not there, times are text.
      return { output: JSON.parse(JSON.stringify(output)) };
    } catch (error) {
      const { name, message, $metadata } = error as sts.STSServiceException;
      if ($metadata?.httpStatusCode === undefined) throw error;
      return { error: { code: name, message } };
    } finally {
      client.destroy();
    }
  };
}

function commandOf({ service, operation, input }: Call): object {
  const commands = sdks[service] as unknown as Record<string, CommandClass>;
  const Command = commands[`${operation}Command`];
  if (Command === undefined) throw new Error(`The SDK has no ${operation} in ${service}`);
  return new Command(input);
}
