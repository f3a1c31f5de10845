import {
  CloudWatchLogsServiceException,
  InvalidParameterException,
  LimitExceededException,
  MalformedQueryException,
  ResourceNotFoundException,
  ServiceUnavailableException,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { SpendError } from '../errors.ts';
import { awsError, type AwsCall } from './aws-error.ts';
import { awsErrorName } from './aws-error-name.ts';

const place = { accountId: '111122223333', region: 'us-east-1' };
const query: AwsCall = {
  action: 'logs:StartQuery',
  ...place,
  logGroup: '/aws/bedrock/modelinvocations',
};
const $metadata = { httpStatusCode: 400 };

/** An error that AWS answers with, of a name for which the SDK has no class. */
function answer(name: string, message = '', status = 400): Error {
  return new CloudWatchLogsServiceException({
    name,
    message,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  });
}

/** An error of the SDK or of Node, which comes without an answer. */
function failure(name: string, { code, message = '' }: { code?: string; message?: string } = {}) {
  return Object.assign(new Error(message), { name }, code === undefined ? {} : { code });
}

interface Case {
  title: string;
  error: Error;
  call?: AwsCall;
  code: string;
  message: string;
}

const cases: Case[] = [
  {
    title: 'No credentials: the ways to give some',
    error: failure('CredentialsProviderError', {
      message: 'Could not load credentials from any providers',
    }),
    code: 'NO_CREDENTIALS',
    message:
      'No AWS credentials were found: log in with `aws configure sso`, name a profile in AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  {
    title: 'A profile without credentials: what the SDK says of it',
    error: failure('CredentialsProviderError', {
      message: 'Could not resolve credentials using profile: [billing] in configuration files.',
    }),
    call: { ...query, profile: 'billing' },
    code: 'NO_CREDENTIALS',
    message:
      'The AWS profile billing gives no credentials: log in with `aws sso login --profile billing`, or check the profile with `aws configure list --profile billing`. (Could not resolve credentials using profile: [billing] in configuration files.)',
  },
  {
    title: 'Expired session of a known profile: the command that renews it',
    error: answer('ExpiredTokenException', 'The security token included in the request is expired'),
    call: { ...query, profile: 'billing' },
    code: 'NO_CREDENTIALS',
    message:
      'The AWS credentials of profile billing have expired: log in again with `aws sso login --profile billing`.',
  },
  {
    title: 'Expired session of the environment',
    error: answer('ExpiredToken'),
    code: 'NO_CREDENTIALS',
    message:
      'The AWS credentials have expired: log in again with `aws sso login`, or renew the keys in the environment.',
  },
  {
    title: 'Expired login of SSO, which the SDK finds out by itself',
    error: failure('CredentialsProviderError', {
      message:
        'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    }),
    call: { ...query, profile: 'billing' },
    code: 'NO_CREDENTIALS',
    message:
      'The AWS credentials of profile billing have expired: log in again with `aws sso login --profile billing`.',
  },
  {
    title: 'Unknown key in a region that has to be enabled',
    error: answer(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ),
    call: { ...query, region: 'ap-east-1' },
    code: 'NO_CREDENTIALS',
    message:
      'The region ap-east-1 is not enabled in account 111122223333, or the access key is not valid: enable the region, leave it out, or check the credentials with `aws sts get-caller-identity`.',
  },
  {
    title: 'Unknown key in a region that every account has',
    error: answer('InvalidClientTokenId'),
    code: 'NO_CREDENTIALS',
    message:
      'AWS does not know the access key that logs:StartQuery was called with: it may be deleted, or belong to another partition; check the credentials with `aws sts get-caller-identity`.',
  },
  {
    title: 'Wrong signature: nothing of the request, which AWS repeats',
    error: answer(
      'InvalidSignatureException',
      "The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'POST x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLETOKEN'",
    ),
    code: 'NO_CREDENTIALS',
    message:
      'AWS refused the signature of logs:StartQuery: check that AWS_SECRET_ACCESS_KEY belongs to the access key and that the clock of this computer is right.',
  },
  {
    title: 'Wrong clock',
    error: answer(
      'InvalidSignatureException',
      'Signature expired: 20261122T100000Z is now earlier than 20261122T110000Z',
    ),
    code: 'NO_CREDENTIALS',
    message:
      'AWS refused logs:StartQuery because the clock of this computer is wrong: set it to the right time.',
  },
  {
    title: 'Denied: who, what, on which resource, and the statement to add',
    error: answer(
      'AccessDeniedException',
      'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: logs:StartQuery on resource: arn:aws:logs:us-east-1:111122223333:log-group:/aws/bedrock/modelinvocations:log-stream: because no identity-based policy allows the logs:StartQuery action',
    ),
    code: 'ACCESS_DENIED',
    message:
      'arn:aws:iam::111122223333:user/ann may not call logs:StartQuery on arn:aws:logs:us-east-1:111122223333:log-group:/aws/bedrock/modelinvocations; add {"Effect":"Allow","Action":"logs:StartQuery","Resource":"arn:aws:logs:us-east-1:111122223333:log-group:/aws/bedrock/modelinvocations:*"} to its policy.',
  },
  {
    title: 'Denied in another partition, without a word of AWS: what is known of the call',
    error: answer('AccessDeniedException'),
    call: {
      ...query,
      region: 'us-gov-west-1',
      role: 'arn:aws-us-gov:iam::111122223333:role/Reader',
    },
    code: 'ACCESS_DENIED',
    message:
      'arn:aws-us-gov:iam::111122223333:role/Reader may not call logs:StartQuery on arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/aws/bedrock/modelinvocations; add {"Effect":"Allow","Action":"logs:StartQuery","Resource":"arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/aws/bedrock/modelinvocations:*"} to its policy.',
  },
  {
    title: 'Denied for everything',
    error: answer(
      'AccessDeniedException',
      'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ce:GetCostAndUsage on resource: * because no identity-based policy allows the ce:GetCostAndUsage action',
    ),
    call: { action: 'ce:GetCostAndUsage', ...place },
    code: 'ACCESS_DENIED',
    message:
      'arn:aws:iam::111122223333:user/ann may not call ce:GetCostAndUsage; add {"Effect":"Allow","Action":"ce:GetCostAndUsage","Resource":"*"} to its policy.',
  },
  {
    title: 'Denied explicitly: no statement of our own would help',
    error: answer(
      'AccessDeniedException',
      'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: logs:StartQuery on resource: arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:* with an explicit deny in a service control policy',
    ),
    code: 'ACCESS_DENIED',
    message:
      'arn:aws:iam::111122223333:user/ann may not call logs:StartQuery on arn:aws:logs:us-east-1:111122223333:log-group:g; a policy denies it explicitly (service control policy), so ask whoever keeps that policy to allow it.',
  },
  {
    title: 'Throttled',
    error: answer('ThrottlingException', 'Rate exceeded'),
    code: 'THROTTLED',
    message:
      'AWS throttled logs:StartQuery in account 111122223333, us-east-1 for too long: try again when fewer programs read logs there, or ask for fewer days at a time.',
  },
  {
    title: 'Throttled without a name that is known',
    error: answer('SomeNewException', '', 429),
    call: { action: 'logs:FilterLogEvents', region: 'us-east-1' },
    code: 'THROTTLED',
    message:
      'AWS throttled logs:FilterLogEvents in us-east-1 for too long: try again when fewer programs read logs there, or ask for fewer days at a time.',
  },
  {
    title: 'Too many queries at once',
    error: new LimitExceededException({ message: '', $metadata }),
    code: 'THROTTLED',
    message:
      'As many queries run in account 111122223333, us-east-1 as AWS allows, so logs:StartQuery got no turn: wait until others are done, then try again.',
  },
  {
    title: 'Missing log group: the name that was probably meant',
    error: new ResourceNotFoundException({ message: '', $metadata }),
    call: {
      ...query,
      logGroup: '/aws/bedrock/modelinvocation',
      existingLogGroups: ['/aws/lambda/report', '/aws/bedrock/modelinvocations'],
    },
    code: 'SOURCE_NOT_FOUND',
    message:
      'The log group /aws/bedrock/modelinvocation does not exist in account 111122223333, us-east-1: did you mean /aws/bedrock/modelinvocations?',
  },
  {
    title: 'Missing log group: the one that Bedrock logs to',
    error: new ResourceNotFoundException({ message: '', $metadata }),
    call: { ...query, loggingTo: '/bedrock/calls' },
    code: 'SOURCE_NOT_FOUND',
    message:
      'The log group /aws/bedrock/modelinvocations does not exist in account 111122223333, us-east-1: Bedrock writes its log to /bedrock/calls there; name that with --log-group.',
  },
  {
    title: 'Missing log group where logging is off',
    error: new ResourceNotFoundException({ message: '', $metadata }),
    call: { ...query, loggingTo: null },
    code: 'SOURCE_NOT_FOUND',
    message:
      'The log group /aws/bedrock/modelinvocations does not exist in account 111122223333, us-east-1: model invocation logging is off there; `bedrock-spend doctor` shows how to switch it on.',
  },
  {
    title: 'Missing log group where logging writes to a bucket',
    error: new ResourceNotFoundException({ message: '', $metadata }),
    call: { ...query, loggingTo: null, loggingToS3: 's3://logs/bedrock' },
    code: 'SOURCE_NOT_FOUND',
    message:
      'The log group /aws/bedrock/modelinvocations does not exist in account 111122223333, us-east-1: model invocation logging writes to s3://logs/bedrock there, not to CloudWatch Logs; copy that with `aws s3 sync` and read it with --source files.',
  },
  {
    title: 'Missing log group, with nobody having looked',
    error: new ResourceNotFoundException({ message: '', $metadata }),
    code: 'SOURCE_NOT_FOUND',
    message:
      'The log group /aws/bedrock/modelinvocations does not exist in account 111122223333, us-east-1: check its name and the region, and with `bedrock-spend doctor` whether logging is on.',
  },
  {
    title: 'A query that AWS does not understand: where',
    error: new MalformedQueryException({
      message: 'unexpected symbol found ( at line 1 and position 12',
      queryCompileError: { location: { startCharOffset: 12, endCharOffset: 13 }, message: '' },
      $metadata,
    }),
    code: 'QUERY_FAILED',
    message:
      'AWS does not understand the query that logs:StartQuery sent, at characters 12 to 13: report this as a bug of bedrock-spend, and use --engine filter until it is mended. (unexpected symbol found ( at line 1 and position 12)',
  },
  {
    title: 'A parameter that AWS refuses',
    error: new InvalidParameterException({
      message: 'The specified nextToken is invalid.',
      $metadata,
    }),
    code: 'QUERY_FAILED',
    message:
      'AWS refused logs:StartQuery in account 111122223333, us-east-1: InvalidParameterException: The specified nextToken is invalid.',
  },
  {
    title: 'A region that does not exist: the one that was probably meant',
    error: failure('Error', {
      code: 'ENOTFOUND',
      message: 'getaddrinfo ENOTFOUND logs.us-esat-1.amazonaws.com',
    }),
    call: { ...query, region: 'us-esat-1' },
    code: 'SOURCE_UNREADABLE',
    message:
      'The region us-esat-1 is not enabled or does not exist (did you mean us-east-1?): check its name and the network connection.',
  },
  {
    title: 'No name server',
    error: failure('Error', { code: 'ENOTFOUND' }),
    code: 'SOURCE_UNREADABLE',
    message:
      'The host of AWS for logs:StartQuery in us-east-1 was not found: check the network connection, HTTPS_PROXY and AWS_ENDPOINT_URL.',
  },
  {
    title: 'Nobody there, on any address of the host',
    error: new AggregateError([failure('Error', { code: 'ECONNREFUSED' })]),
    code: 'SOURCE_UNREADABLE',
    message:
      'AWS could not be reached for logs:StartQuery in account 111122223333, us-east-1 (ECONNREFUSED): check the network, HTTPS_PROXY and AWS_ENDPOINT_URL, then try again.',
  },
  {
    title: 'No answer in time',
    error: failure('TimeoutError'),
    code: 'SOURCE_UNREADABLE',
    message:
      'AWS could not be reached for logs:StartQuery in account 111122223333, us-east-1 (TimeoutError): check the network, HTTPS_PROXY and AWS_ENDPOINT_URL, then try again.',
  },
  {
    title: 'A proxy with a certificate of its own',
    error: failure('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    code: 'SOURCE_UNREADABLE',
    message:
      'The certificate of the host that logs:StartQuery was sent to is not trusted (SELF_SIGNED_CERT_IN_CHAIN): if a proxy stands in between, name its certificate in NODE_EXTRA_CA_CERTS.',
  },
  {
    title: 'AWS is out of order',
    error: new ServiceUnavailableException({ message: '', $metadata: { httpStatusCode: 503 } }),
    code: 'SOURCE_UNREADABLE',
    message:
      "AWS failed to answer logs:StartQuery in account 111122223333, us-east-1 (ServiceUnavailableException, 503): the fault is on AWS's side, try again later.",
  },
  {
    title: 'An error of AWS that is not known, on its side',
    error: answer('SomeNewException', '', 500),
    call: { action: 'sts:GetCallerIdentity' },
    code: 'SOURCE_UNREADABLE',
    message:
      "AWS failed to answer sts:GetCallerIdentity (SomeNewException, 500): the fault is on AWS's side, try again later.",
  },
  {
    title: 'An error of AWS that is not known, without what may be a key in its text',
    error: answer(
      'SomeNewException',
      'Key AKIAIOSFODNN7EXAMPLE with wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY0000\nis odd',
    ),
    call: { action: 'sts:GetCallerIdentity' },
    code: 'QUERY_FAILED',
    message: 'AWS refused sts:GetCallerIdentity: SomeNewException: Key … with … is odd',
  },
  {
    title: 'Cancelled',
    error: new DOMException('This operation was aborted', 'AbortError'),
    code: 'CANCELLED',
    message: 'The call logs:StartQuery was cancelled.',
  },
];

test.each(cases)('$title', ({ error, call = query, code, message }) => {
  const made = awsError(error, call);
  expect({ code: made.code, message: made.message }).toEqual({ code, message });
  expect(made.cause).toBe(error);
});

test('An error that is a sentence already stays as it is', () => {
  const error = new SpendError('ACCESS_DENIED', 'The role cannot be assumed.');
  expect(awsError(error, query)).toBe(error);
});

test('A bug is thrown, not told as if AWS had refused something', () => {
  const bug = new TypeError('undefined is not a function');
  expect(() => awsError(bug, query)).toThrow(bug);
});

test('The name of the error of AWS is seen through the sentence', () => {
  const { cause } = awsError(answer('ThrottlingException'), query);
  expect(awsErrorName(new SpendError('THROTTLED', '', { cause }))).toBe('ThrottlingException');
  expect(awsErrorName(new SpendError('THROTTLED', ''))).toBe('');
});
