/** What the header `WWW-Authenticate` says of an answer 401 or 403 (RFC 6750, RFC 9728). */
export interface Challenge {
  /** Where a client learns whom to ask for tokens; left out where only keys are taken. */
  resource_metadata?: string | undefined;
  /** What the token should allow, with spaces between. */
  scope?: string | undefined;
  error?: 'invalid_token' | 'insufficient_scope' | undefined;
  /** For people: a sentence of ours, without quotation marks. */
  error_description?: string | undefined;
}

/** Writes the header. */
export function challengeHeader(challenge: Challenge): string {
  const given = Object.entries(challenge).filter(([, value]) => value !== undefined);
  const parameters = [['realm', 'bedrock-spend'], ...given];
  return `Bearer ${parameters.map(([name, value]) => `${name}="${value}"`).join(', ')}`;
}
