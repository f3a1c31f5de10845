/**
 * Usage that invocation logs do not show.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export const notSeen: readonly string[] = [
  'Calls from before logging was switched on: nothing brings them back; the bill has them.',
  'Calls through other endpoints than bedrock-runtime, such as bedrock-mantle.',
  'Batch jobs (CreateModelInvocationJob): they are not in the list of logged operations.',
  'Service tier and lifetime of cache writes, where only counts are logged: reports then assume the standard tier and five minutes, and say for how many requests.',
];
