import { AwsError } from '../services/aws-error.ts';
import type { Protocol } from '../services/service.ts';

type Answer = readonly [code: string, status: number];

/**
 * Errors that any service may give, in the words of each protocol.
 *
 * Source: "Common errors" of the API references of CloudWatch Logs, Bedrock and
 * STS, and "Error responses" of the one of S3.
 */
const ANSWERS = {
  missingToken: {
    json: ['MissingAuthenticationTokenException', 400],
    'rest-json': ['MissingAuthenticationTokenException', 403],
    'rest-xml': ['AccessDenied', 403],
    query: ['MissingAuthenticationToken', 403],
  },
  incompleteSignature: {
    json: ['IncompleteSignatureException', 400],
    'rest-json': ['IncompleteSignatureException', 403],
    'rest-xml': ['AuthorizationHeaderMalformed', 400],
    query: ['IncompleteSignature', 403],
  },
  unknownKey: {
    json: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    'rest-xml': ['InvalidAccessKeyId', 403],
    query: ['InvalidClientTokenId', 403],
  },
  wrongSignature: {
    json: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    'rest-xml': ['SignatureDoesNotMatch', 403],
    query: ['SignatureDoesNotMatch', 403],
  },
  expiredToken: {
    json: ['ExpiredTokenException', 400],
    'rest-json': ['ExpiredTokenException', 403],
    'rest-xml': ['ExpiredToken', 400],
    query: ['ExpiredToken', 403],
  },
  denied: {
    json: ['AccessDeniedException', 400],
    'rest-json': ['AccessDeniedException', 403],
    'rest-xml': ['AccessDenied', 403],
    query: ['AccessDenied', 403],
  },
  throttled: {
    json: ['ThrottlingException', 400],
    'rest-json': ['ThrottlingException', 429],
    'rest-xml': ['SlowDown', 503],
    query: ['Throttling', 400],
  },
  internal: {
    json: ['InternalFailure', 500],
    'rest-json': ['InternalServerException', 500],
    'rest-xml': ['InternalError', 500],
    query: ['InternalFailure', 500],
  },
  unavailable: {
    json: ['ServiceUnavailableException', 503],
    'rest-json': ['ServiceUnavailableException', 503],
    'rest-xml': ['ServiceUnavailable', 503],
    query: ['ServiceUnavailable', 503],
  },
  unknownOperation: {
    json: ['UnknownOperationException', 400],
    'rest-json': ['UnknownOperationException', 404],
    'rest-xml': ['NotImplemented', 501],
    query: ['InvalidAction', 400],
  },
  notReadable: {
    json: ['SerializationException', 400],
    'rest-json': ['SerializationException', 400],
    'rest-xml': ['MalformedXML', 400],
    query: ['MalformedQueryString', 400],
  },
} as const satisfies Record<string, Record<Protocol, Answer>>;

export type CommonErrorKind = keyof typeof ANSWERS;

export function commonError(protocol: Protocol, kind: CommonErrorKind, message: string): AwsError {
  const [code, status] = ANSWERS[kind][protocol];
  return new AwsError(code, message, { status });
}
