// A function without streaming.
export async function handler(event, context) {
  if (event.do === 'fail') throw new RangeError('Not so.');
  if (event.do === 'large') return { text: 'x'.repeat(event.bytes) };
  if (event.do === 'exit') process.exit(3);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event,
      requestId: context.awsRequestId,
      remainingMs: context.getRemainingTimeInMillis(),
      memoryMb: context.memoryLimitInMB,
      environment: process.env,
      pid: process.pid,
    }),
  };
}
