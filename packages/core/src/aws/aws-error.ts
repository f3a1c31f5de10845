import { SpendError, type SpendErrorCode } from '../errors.ts';
import { awsErrorKind, type AwsErrorKind } from './aws-error-kind.ts';
import { awsErrorName, httpStatus } from './aws-error-name.ts';
import { deniedSentence } from './denied-sentence.ts';
import { missingGroupSentence } from './missing-group-sentence.ts';
import { redactText } from './redact-text.ts';
import { unknownKeySentence, unknownRegionSentence } from './region-sentences.ts';

/** What was asked of AWS when it failed; what is known of it goes into the sentence. */
export interface AwsCall {
  /** IAM action, such as `logs:StartQuery`. */
  action: string;
  accountId?: string | undefined;
  region?: string | undefined;
  logGroup?: string | undefined;
  /** ARN of the role that the call was made as. */
  role?: string | undefined;
  /** Profile of the configuration files that the credentials came from. */
  profile?: string | undefined;
  /** Names of log groups that do exist, to find the one that was meant. */
  existingLogGroups?: readonly string[] | undefined;
  /** Log group that model invocation logging writes to; `null`: logging is off or goes elsewhere. */
  loggingTo?: string | null | undefined;
  /** Where in S3 it writes to instead. */
  loggingToS3?: string | undefined;
}

/**
 * Makes of an error of AWS, of the SDK or of the network one sentence that says what to do. The
 * error itself stays as `cause`; the sentence shows no keys or tokens.
 *
 * @throws the error itself where it is none of these, but a bug.
 */
export function awsError(error: unknown, call: AwsCall): SpendError {
  if (SpendError.isInstance(error)) return error;
  const kind = awsErrorKind(error);
  if (kind === null) throw error;
  const { code, sentence } = translations[kind];
  return new SpendError(code, sentence(call, error as Error), { cause: error });
}

/** The call was given up because somebody no longer wants its answer. */
export function cancelledCall({ action }: AwsCall, reason: unknown): SpendError {
  return new SpendError('CANCELLED', `The call ${action} was cancelled.`, { cause: reason });
}

interface Translation {
  code: SpendErrorCode;
  sentence(call: AwsCall, error: Error): string;
}

const translations: Readonly<Record<AwsErrorKind, Translation>> = {
  'no-credentials': {
    code: 'NO_CREDENTIALS',
    sentence: ({ profile }, error) =>
      profile === undefined
        ? 'No AWS credentials were found: log in with `aws configure sso`, name a profile in AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
        : `The AWS profile ${profile} gives no credentials: log in with \`aws sso login --profile ${profile}\`, or check the profile with \`aws configure list --profile ${profile}\`. (${redactText(error.message)})`,
  },
  expired: {
    code: 'NO_CREDENTIALS',
    sentence: ({ profile }) =>
      profile === undefined
        ? 'The AWS credentials have expired: log in again with `aws sso login`, or renew the keys in the environment.'
        : `The AWS credentials of profile ${profile} have expired: log in again with \`aws sso login --profile ${profile}\`.`,
  },
  'unknown-key': { code: 'NO_CREDENTIALS', sentence: unknownKeySentence },
  // AWS's own text repeats the request with its session token.
  'wrong-signature': {
    code: 'NO_CREDENTIALS',
    sentence: (call, error) =>
      isClockWrong(error)
        ? `AWS refused ${call.action} because the clock of this computer is wrong: set it to the right time.`
        : `AWS refused the signature of ${call.action}: check that AWS_SECRET_ACCESS_KEY belongs to the access key and that the clock of this computer is right.`,
  },
  denied: { code: 'ACCESS_DENIED', sentence: deniedSentence },
  throttled: {
    code: 'THROTTLED',
    sentence: (call, error) =>
      awsErrorName(error) === 'LimitExceededException'
        ? `As many queries run${placeOf(call)} as AWS allows, so ${call.action} got no turn: wait until others are done, then try again.`
        : `AWS throttled ${call.action}${placeOf(call)} for too long: try again when fewer programs read logs there, or ask for fewer days at a time.`,
  },
  'not-found': {
    code: 'SOURCE_NOT_FOUND',
    sentence: (call, error) =>
      call.logGroup === undefined
        ? `AWS does not find what ${call.action} asks for${placeOf(call)}: ${redactText(error.message)}`
        : missingGroupSentence(call.logGroup, call),
  },
  'malformed-query': {
    code: 'QUERY_FAILED',
    sentence: ({ action }, error) =>
      `AWS does not understand the query that ${action} sent${locationOf(error)}: report this as a bug of bedrock-spend, and use --engine filter until it is mended. (${redactText(error.message)})`,
  },
  'no-host': { code: 'SOURCE_UNREADABLE', sentence: unknownRegionSentence },
  certificate: {
    code: 'SOURCE_UNREADABLE',
    sentence: ({ action }, error) =>
      `The certificate of the host that ${action} was sent to is not trusted (${awsErrorName(error)}): if a proxy stands in between, name its certificate in NODE_EXTRA_CA_CERTS.`,
  },
  network: {
    code: 'SOURCE_UNREADABLE',
    sentence: (call, error) =>
      `AWS could not be reached for ${call.action}${placeOf(call)} (${awsErrorName(error)}): check the network, HTTPS_PROXY and AWS_ENDPOINT_URL, then try again.`,
  },
  outage: {
    code: 'SOURCE_UNREADABLE',
    sentence: (call, error) =>
      `AWS failed to answer ${call.action}${placeOf(call)} (${awsErrorName(error)}, ${httpStatus(error) ?? 'no status'}): the fault is on AWS's side, try again later.`,
  },
  'foreign-answer': {
    code: 'SOURCE_UNREADABLE',
    sentence: ({ action }, error) =>
      `What answered ${action} is not AWS (status ${httpStatus(error) ?? 'unknown'}): a proxy or a login page may stand in between, so check HTTPS_PROXY and AWS_ENDPOINT_URL.`,
  },
  cancelled: { code: 'CANCELLED', sentence: ({ action }) => `The call ${action} was cancelled.` },
  other: {
    code: 'QUERY_FAILED',
    sentence: (call, error) =>
      `AWS refused ${call.action}${placeOf(call)}: ${awsErrorName(error)}: ${redactText(error.message)}`,
  },
};

/** ` in account 111122223333, us-east-1`, as far as it is known. */
function placeOf({ accountId, region }: AwsCall): string {
  if (accountId === undefined) return region === undefined ? '' : ` in ${region}`;
  return ` in account ${accountId}${region === undefined ? '' : `, ${region}`}`;
}

function isClockWrong(error: Error): boolean {
  const name = awsErrorName(error);
  return /Skewed|InTheFuture/.test(name) || /\b(expired|not yet current)\b/i.test(error.message);
}

/** Where in its text a query is wrong. */
function locationOf(error: Error): string {
  const { queryCompileError } = error as {
    queryCompileError?: { location?: { startCharOffset?: number; endCharOffset?: number } };
  };
  const { startCharOffset, endCharOffset } = queryCompileError?.location ?? {};
  if (startCharOffset === undefined) return '';
  return `, at characters ${startCharOffset} to ${endCharOffset ?? startCharOffset}`;
}
