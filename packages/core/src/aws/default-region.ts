/**
 * The region that the environment names (`AWS_REGION`, as the command line of AWS also
 * `AWS_DEFAULT_REGION`) or the profile; `null` where none does. A variable that is empty names none.
 */
export async function defaultRegion(profile: string | undefined): Promise<string | null> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } =
    await import('@smithy/core/config');
  // As the SDK looks for it, but that it takes an empty variable for a name.
  const region = loadConfig(
    {
      ...NODE_REGION_CONFIG_OPTIONS,
      environmentVariableSelector: (env) => env['AWS_REGION'] || undefined,
    },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile === undefined ? {} : { profile }) },
  );
  const client = new STSClient({ region });
  try {
    return await client.config.region();
  } catch {
    // The SDK throws where there is none.
    return process.env['AWS_DEFAULT_REGION'] || null;
  } finally {
    client.destroy();
  }
}
