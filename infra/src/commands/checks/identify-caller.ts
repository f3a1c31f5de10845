import { CommandError } from '../command-error.ts';

/** Whose AWS credentials these are. */
export interface Caller {
  accountId: string;
  arn: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  partition: string;
}

/** Asks AWS; throws one sentence when the credentials are missing, expired or not for this region. */
export async function identifyCaller(place: {
  region: string;
  profile: string | null;
}): Promise<Caller> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({
    region: place.region,
    ...(place.profile !== null && { profile: place.profile }),
  });
  try {
    const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    return { accountId: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
  } catch (error) {
    throw new CommandError(whyNobody(error as Error, place), { cause: error });
  } finally {
    client.destroy();
  }
}

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'];
const UNKNOWN_KEY = ['InvalidClientTokenId', 'UnrecognizedClientException'];
const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'TimeoutError'];

function whyNobody(
  error: Error & { code?: string },
  { region, profile }: { region: string; profile: string | null },
): string {
  const login = `\`aws sso login${profile === null ? '' : ` --profile ${profile}`}\``;
  if (EXPIRED.includes(error.name)) {
    return `The AWS credentials have expired: log in again (${login}, or however you got them), then try again.`;
  }
  if (UNKNOWN_KEY.includes(error.name)) {
    return `AWS does not know these credentials in ${region}: check the access key, and that the account has the region ${region} enabled.`;
  }
  if (error.name === 'SignatureDoesNotMatch') {
    return 'AWS refuses the signature of these credentials: check the secret access key and the clock of this machine.';
  }
  if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
    // The SDK's own words say what is wrong with the profile or the login that it found.
    const found = /could not load credentials from any/i.test(error.message);
    return `There are no AWS credentials${found ? '' : ` (${firstLine(error.message)})`}: log in with ${login}, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
  }
  if (UNREACHABLE.includes(error.code ?? error.name)) {
    return `AWS cannot be reached in ${region}: check that there is such a region, the network and HTTPS_PROXY.`;
  }
  return `AWS does not say whose credentials these are (${error.name}: ${firstLine(error.message)}): check them with \`aws sts get-caller-identity\`.`;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/[.:]\s*$/, '') ?? '';
}
