import { headerOf, type IncomingRequest } from './incoming-request.ts';

const textTypes =
  /^(?:text\/.*|application\/(?:json|xml|javascript|x-www-form-urlencoded|.*\+(?:json|xml)))$/iu;

export interface EventBody {
  /** Null when there is none. */
  text: string | null;
  isBase64Encoded: boolean;
}

/**
 * The body as HTTP APIs, function URLs and load balancers write it into an event: text as it is, all
 * else, and what is compressed, in base64.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventBody(request: IncomingRequest): EventBody {
  if (request.body.length === 0) return { text: null, isBase64Encoded: false };
  const [type = ''] = (headerOf(request, 'content-type') ?? '').split(';');
  const isText = textTypes.test(type.trim()) && headerOf(request, 'content-encoding') === null;
  return { text: request.body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
