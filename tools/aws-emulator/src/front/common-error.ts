import { AwsError } from '../services/aws-error.ts';
import type { Protocol } from '../services/service.ts';

type Answer = readonly [code: string, status: number];

/**
 * Errors that any service may give, in the words of each protocol.
 *
 * Source: "Common errors" of the API references of CloudWatch Logs, Bedrock and STS.
 */
const ANSWERS = {
  missingToken: {
    json: ['MissingAuthenticationTokenException', 400],
    'rest-json': ['MissingAuthenticationTokenException', 403],
    query: ['MissingAuthenticationToken', 403],
  },
  incompleteSignature: {
    json: ['IncompleteSignatureException', 400],
    'rest-json': ['IncompleteSignatureException', 403],
    query: ['IncompleteSignature', 403],
  },
  unknownKey: {
    json: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    query: ['InvalidClientTokenId', 403],
  },
  wrongSignature: {
    json: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
  },
  expiredToken: {
    json: ['ExpiredTokenException', 400],
    'rest-json': ['ExpiredTokenException', 403],
    query: ['ExpiredToken', 403],
  },
  denied: {
    json: ['AccessDeniedException', 400],
    'rest-json': ['AccessDeniedException', 403],
    query: ['AccessDenied', 403],
  },
  throttled: {
    json: ['ThrottlingException', 400],
    'rest-json': ['ThrottlingException', 429],
    query: ['Throttling', 400],
  },
  internal: {
    json: ['InternalFailure', 500],
    'rest-json': ['InternalServerException', 500],
    query: ['InternalFailure', 500],
  },
  unavailable: {
    json: ['ServiceUnavailableException', 503],
    'rest-json': ['ServiceUnavailableException', 503],
    query: ['ServiceUnavailable', 503],
  },
  unknownOperation: {
    json: ['UnknownOperationException', 400],
    'rest-json': ['UnknownOperationException', 404],
    query: ['InvalidAction', 400],
  },
  notReadable: {
    json: ['SerializationException', 400],
    'rest-json': ['SerializationException', 400],
    query: ['MalformedQueryString', 400],
  },
} as const satisfies Record<string, Record<Protocol, Answer>>;

export type CommonErrorKind = keyof typeof ANSWERS;

export function commonError(protocol: Protocol, kind: CommonErrorKind, message: string): AwsError {
  const [code, status] = ANSWERS[kind][protocol];
  return new AwsError(code, message, { status });
}
