/**
 * The region that the environment names (`AWS_REGION`, as the command line of AWS also
 * `AWS_DEFAULT_REGION`) or the profile; `null` where none does.
 */
export async function defaultRegion(profile: string | undefined): Promise<string | null> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    // The SDK throws where there is none.
    return process.env['AWS_DEFAULT_REGION'] || null;
  } finally {
    client.destroy();
  }
}
