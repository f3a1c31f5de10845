import { headerOf, type IncomingRequest } from '../incoming-request.ts';

export interface ApiKey {
  id: string;
  value: string;
  name: string;
}

/** The key that a request names in its header; null when it names none, or one that nobody made. */
export function findApiKey(request: IncomingRequest, apiKeys: readonly ApiKey[]): ApiKey | null {
  const value = headerOf(request, 'x-api-key');
  return apiKeys.find((key) => key.value === value) ?? null;
}
