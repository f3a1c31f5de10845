import type { OpenStack } from '../open-stack.ts';

/**
 * The command that shows the API key, as it is typed in the repository's root. It goes past Nx, which
 * keeps what its tasks write.
 */
export function keyCommand({ stack, backendUrl }: Pick<OpenStack, 'stack' | 'backendUrl'>): string {
  const state = `PULUMI_BACKEND_URL='${backendUrl.replaceAll("'", String.raw`'\''`)}'`;
  return `${state} npx pulumi -C infra stack output apiKey --show-secrets --stack ${stack}`;
}
