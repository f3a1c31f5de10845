import type { EngineContext } from '../engine-context.ts';

const longestMs = 3_000;

/**
 * Stops a query that nobody waits for. It may have ended meanwhile, and whether stopping worked changes
 * nothing for whoever has given up, so errors are left alone.
 */
export async function stopQuery({ logs }: EngineContext, queryId: string): Promise<void> {
  const { StopQueryCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  try {
    await logs.send(new StopQueryCommand({ queryId }), {
      abortSignal: AbortSignal.timeout(longestMs),
    });
  } catch {
    // An ended query is an InvalidParameterException; one that goes on ends by itself within an hour.
  }
}
