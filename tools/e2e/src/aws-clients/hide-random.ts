/** Members whose values AWS makes up, or that tell when a call was made. */
const random = new Set([
  '@ptr',
  'AccessKeyId',
  'creationTime',
  'eventId',
  'Expiration',
  'ingestionTime',
  'lastIngestionTime',
  'NextPageToken',
  'NextToken',
  'nextSequenceToken',
  'nextToken',
  'queryId',
  'SecretAccessKey',
  'SessionToken',
  'uploadSequenceToken',
]);

/** The answer with a word in place of what differs from run to run; that it is there still counts. */
export function hideRandom(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideRandom);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? asTime(value) : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      random.has(name) ? `some ${typeof member}` : hideRandom(member),
    ]),
  );
}

// The aws command prints times as AWS wrote them, the SDK with milliseconds.
function asTime(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$/.test(text) ? new Date(text).toISOString() : text;
}
