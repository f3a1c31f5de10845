import { bufferedHandlerOf, type BufferedHandler } from './lambda/buffered-handler.ts';
import { startLambdaServer } from './lambda/lambda-server.ts';
import { lambdaRuntime, type StreamingHandler } from './lambda/runtime.ts';
import { streamingHandlerOf } from './lambda/streaming-handler.ts';

export type { BufferedResult } from './lambda/buffer-response.ts';
export type { BufferedHandler } from './lambda/buffered-handler.ts';
export type { InvocationContext } from './lambda/invocation.ts';
export type { ResponseStream, StreamingHandler } from './lambda/runtime.ts';

// The time before the first request is Lambda's to start in, and nobody waits for it yet.
const server = await startLambdaServer({ env: process.env });
const runtime = lambdaRuntime();

/**
 * The handler whose answers are sent as they are written, for fronts that stream: a REST API with the
 * response transfer mode `STREAM`, a function URL with the invoke mode `RESPONSE_STREAM`. Configured by
 * the environment variables of the function; see docs/lambda.md.
 *
 * @example
 * export { handler } from '@bedrock-spend/mcp-server/lambda';
 */
export const handler: StreamingHandler =
  runtime === null ? outsideLambda : streamingHandlerOf(server, runtime);

/**
 * The handler whose answers go back in one piece of at most 6 MB, for fronts that do not stream: a REST
 * API that is `BUFFERED`, an HTTP API, a function URL that is `BUFFERED`, an Application Load Balancer.
 *
 * @example
 * export { bufferedHandler as handler } from '@bedrock-spend/mcp-server/lambda';
 */
export const bufferedHandler: BufferedHandler = bufferedHandlerOf(server);

async function outsideLambda(): Promise<void> {
  throw new Error(
    'This handler streams, for which only the runtime of AWS Lambda gives the means (globalThis.awslambda): elsewhere use bufferedHandler, or startServer of @bedrock-spend/mcp-server.',
  );
}
