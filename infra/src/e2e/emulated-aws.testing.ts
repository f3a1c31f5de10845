import { publishedExample, spawnEmulator } from '@bedrock-spend/aws-emulator';

/** An AWS with the published example in its logs, and the variables that lead a program to it. */
export async function emulatedAws(): Promise<{
  environment: Record<string, string>;
  stop(): Promise<void>;
}> {
  const config = publishedExample();
  const emulator = await spawnEmulator({ config });
  const { accessKeyId, secretAccessKey } = emulator.credentials(
    config.accounts[0]?.accountId ?? '',
  );
  return {
    environment: {
      AWS_ENDPOINT_URL: emulator.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    stop: () => emulator.stop(),
  };
}
