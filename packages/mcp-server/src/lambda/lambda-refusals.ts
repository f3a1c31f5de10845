import type { HttpError } from '../http/json-rpc-error.ts';

/** What is answered before, or instead of what, the server says. */
export const lambdaRefusals = {
  noHttp: {
    status: 400,
    code: -32600,
    message:
      'This function answers HTTP requests: invoke it through API Gateway (a REST or an HTTP API), a function URL or an Application Load Balancer.',
  },
  notStarted: (requestId: string) => ({
    status: 500,
    code: -32603,
    message: `The server could not start: its log says why (request ${requestId}).`,
  }),
  tooLarge: (maxBytes: number) => ({
    status: 413,
    code: -32000,
    message: `The answer is larger than the ${megabytes(maxBytes)} MB that get through here in one piece: ask for less, such as fewer days or a lower limit, or let the operator put a front before the server that streams.`,
  }),
  outOfTime: {
    status: 504,
    code: -32000,
    message:
      'The time of one request on AWS Lambda was over before the answer was: ask for fewer days or less data.',
  },
  brokeOff: (requestId: string) => ({
    status: 500,
    code: -32603,
    message: `The answer broke off through a fault in the server: its log says where (request ${requestId}).`,
  }),
} satisfies Record<string, HttpError | ((detail: never) => HttpError)>;

function megabytes(bytes: number): number {
  return Math.floor(bytes / 2 ** 20);
}
