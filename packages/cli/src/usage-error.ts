/** What was typed cannot be done as it stands: one sentence on stderr, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
