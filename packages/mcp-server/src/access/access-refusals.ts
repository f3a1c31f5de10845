import type { HttpError } from '../http/json-rpc-error.ts';
import type { TokenFault } from './oauth/verify-token.ts';

/** What callers are told who are not let in. */
export const accessRefusals = {
  nothingShown: (ways: Ways) => refusal(`This server asks who calls: ${howToCall(ways)}.`),
  nobodyNamed: refusal(
    'This server asks who calls, and the front door before it does not say: let it require an API key or IAM, or give the server apiKeys or oauth in its settings.',
  ),
  unknownKey: (ways: Ways) => refusal(`This API key is not known here: ${howToCall(ways)}.`),
  badToken: (fault: TokenFault, wanted: Wanted) => refusal(tokenSentence(fault, wanted)),
  issuerUnreachable: {
    status: 503,
    code: -32000,
    message:
      'The authorization server does not answer, so the token cannot be checked: try again in a few seconds.',
    headers: { 'Retry-After': '5' },
  },
  scopeMissing: (tool: string, scope: string) => ({
    status: 403,
    code: -32000,
    message: `${tool} needs the scope ${scope}, which your credentials do not have.`,
  }),
} satisfies Record<string, HttpError | ((...details: never[]) => HttpError)>;

/** What lets a caller in. */
export interface Ways {
  keys: boolean;
  tokens: boolean;
}

/** What a token should be. */
interface Wanted {
  issuer: string;
  audience: string;
}

function howToCall({ keys, tokens }: Ways): string {
  if (!tokens) return 'send your API key in the header x-api-key, or as Authorization: Bearer';
  const token = 'a token of the authorization server as Authorization: Bearer';
  return keys ? `send your API key in the header x-api-key, or ${token}` : `send ${token}`;
}

function tokenSentence(fault: TokenFault, { issuer, audience }: Wanted): string {
  switch (fault) {
    case 'expired':
      return 'The token has expired: get a new one.';
    case 'early':
      return 'The token is not yet valid: check the clocks.';
    case 'audience':
      return `The token was issued for something else: get one for ${audience}.`;
    case 'issuer':
      return `The token is of another issuer: get one from ${issuer}.`;
    case 'type':
      return 'The token is not an access token: send an access token.';
    case 'malformed':
      return 'This is neither a known API key nor a token: send an access token that is a JWT.';
    case 'algorithm':
    case 'signature':
    case 'claims':
      return `The token is not valid: get a new one from ${issuer}.`;
  }
}

function refusal(message: string): HttpError {
  return { status: 401, code: -32000, message };
}
