/**
 * The authorization server (OAuth 2.1) whose bearer tokens are taken. They have to be JWTs, issued for
 * this server and signed with an asymmetric key.
 *
 * @example
 * const oauth: OAuthOptions = { issuer: 'https://login.example.com' };
 */
export interface OAuthOptions {
  /** Exactly as it stands in `iss` of its tokens. Its keys are found by its metadata (RFC 8414 or OpenID). */
  issuer: string;
  /** Where its keys are, for an issuer that publishes no metadata. */
  jwksUrl?: string | undefined;
  /**
   * What stands in `aud` of tokens for this server, besides its own address: for authorization servers
   * that name what a token is for by something else.
   */
  audience?: string | undefined;
  /**
   * What stands before the names of our scopes in tokens, such as `https://spend.example.com/mcp/` where
   * Amazon Cognito writes `https://spend.example.com/mcp/report:read`. Default nothing.
   */
  scopePrefix?: string | undefined;
  /** How the issuer is asked for its keys. Default the runtime's own `fetch`. */
  fetch?: typeof fetch | undefined;
}
