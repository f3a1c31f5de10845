import {
  spawnEmulator,
  type EmulatorConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';

/** The account whose keys the environment holds. */
export const ownAccount = '111122223333';

/** Where the emulator's keys are found, and none of this machine's. */
export const noCredentials = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
} as const;

export interface EmulatedAws {
  readonly control: SpawnedEmulator['control'];
  /** Keys of a user of the account, in the environment, as people have them. */
  logIn(accountId: string, userName?: string): void;
  /** Who was asked for an operation: account and region, sorted. */
  calls(operation: string): Promise<string[]>;
  /** Makes a log group that is old enough for any window, and puts records into it. */
  log(target: LogTarget, records: readonly { timestamp: string }[]): Promise<void>;
}

interface LogTarget {
  accountId: string;
  region: string;
  logGroup: string;
}

/** Where Bedrock logs to if nobody says otherwise. */
export const defaultGroup = '/aws/bedrock/modelinvocations';

/** Logging as it is best: counts only, to CloudWatch Logs. */
export function loggingTo(logGroupName: string): Record<string, unknown> {
  return {
    cloudWatchConfig: { logGroupName, roleArn: `arn:aws:iam::${ownAccount}:role/BedrockLogging` },
    textDataDeliveryEnabled: false,
    imageDataDeliveryEnabled: false,
    embeddingDataDeliveryEnabled: false,
    videoDataDeliveryEnabled: false,
    audioDataDeliveryEnabled: false,
  };
}

/** An emulated AWS in a process of its own, for the tests of a file; each begins with no faults. */
export function emulatedAws(config: EmulatorConfig): EmulatedAws {
  let emulator: SpawnedEmulator;

  function logIn(accountId: string, userName?: string): void {
    const { accessKeyId, secretAccessKey } = emulator.credentials(accountId, userName);
    stub({
      ...noCredentials,
      AWS_ENDPOINT_URL: emulator.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
  }

  beforeAll(async () => {
    emulator = await spawnEmulator({ config });
  });
  beforeEach(async () => {
    logIn(ownAccount);
    await emulator.control.removeFaults();
    await emulator.control.clearRequests();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await emulator.stop();
  });

  return {
    get control() {
      return emulator.control;
    },
    logIn,
    async calls(operation) {
      const requests = await emulator.control.requests({ operation });
      return requests.map(({ accountId, region }) => `${accountId} ${region}`).sort();
    },
    async log(target, records) {
      const { control } = emulator;
      await control.createLogGroup({ ...target, createdAt: Date.parse('2024-01-01') });
      const events = records.map((record) => ({
        timestamp: Date.parse(record.timestamp),
        message: JSON.stringify(record),
      }));
      await control.putEvents({ ...target, events });
    },
  };
}

/** Sets variables of the environment until the next test. */
export function stub(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}
