import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { accountId } from '../../function/function-environment.ts';
import type { LambdaFunction } from '../../function/lambda-function.ts';
import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import { sendAnswer, type Answer } from '../answer.ts';
import type { Front } from '../front.ts';
import { readRequest } from '../incoming-request.ts';
import { invokeWithin } from '../invoke-within.ts';
import { startServer } from '../start-server.ts';
import { loadBalancerEvent } from './load-balancer-event.ts';
import { loadBalancerResult } from './load-balancer-result.ts';

export interface LoadBalancerOptions {
  target: LambdaFunction;
  /** Attribute `lambda.multi_value_headers.enabled` of the target group; off unless given. */
  hasMultiValueHeaders?: boolean;
  /** Attribute `idle_timeout.timeout_seconds`, in milliseconds; 60 s unless given. */
  idleTimeoutMs?: number;
  now?: () => number;
}

const maxBodyBytes = 1024 * 1024;
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const usualIdleTimeoutMs = 60_000;

/**
 * An Application Load Balancer with the function as its target. It lets anybody in, keeps the Host of
 * the client, cannot stream, and takes 1 MB each way.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<Front> {
  const { target, hasMultiValueHeaders = false, now = Date.now } = options;
  const region = target.arn.split(':')[3] ?? '';
  const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/functions/${randomUUID().slice(0, 8)}`;
  const server = await startServer(async (message, response) => {
    const answer = await answerTo(message);
    sendAnswer(response, { ...answer, headers: [['Server', 'awselb/2.0'], ...answer.headers] });
  });
  const domainName = `functions-1234567890.${region}.elb.amazonaws.com`;
  return { url: server.origin, domainName, close: server.close };

  async function answerTo(message: IncomingMessage): Promise<Answer> {
    if (message.headers.upgrade !== undefined) return page(400, 'Bad Request');
    const request = await readRequest(message, { maxBodyBytes, domainName: null, nowMs: now() });
    if (request === null) return page(413, 'Request Entity Too Large');
    const event = loadBalancerEvent({ request, targetGroupArn, hasMultiValueHeaders });
    const invocation = await invokeWithin({
      target,
      event,
      mode: 'buffered',
      timeoutMs: options.idleTimeoutMs ?? usualIdleTimeoutMs,
    });
    if (invocation === 'late') return page(504, 'Gateway Time-out');
    if (invocation instanceof LambdaRefusal) return page(502, 'Bad Gateway');
    const payload = await buffer(invocation.payload);
    const result =
      invocation.functionError === null ? loadBalancerResult(payload, hasMultiValueHeaders) : null;
    return result ?? page(502, 'Bad Gateway');
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
function page(status: number, text: string): Answer {
  const title = `${status} ${text}`;
  return {
    status,
    headers: [['Content-Type', 'text/html']],
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}
