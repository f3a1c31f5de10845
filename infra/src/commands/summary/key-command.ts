import type { OpenStack } from '../open-stack.ts';

/**
 * The command that shows the API key, as it is typed in the repository's root. It goes past Nx, which
 * keeps what its tasks write. Of the environment it has only what was found out here: a place for the
 * state that the user named is in the user's own environment, and may hold credentials.
 */
export function keyCommand({
  stack,
  backendUrl,
  stateBucket,
  settings,
}: Pick<OpenStack, 'stack' | 'backendUrl' | 'stateBucket' | 'settings'>): string {
  const profile = settings?.profile ?? null;
  return [
    ...(profile === null ? [] : [`AWS_PROFILE=${quoted(profile)}`]),
    ...(stateBucket === null ? [] : [`PULUMI_BACKEND_URL=${quoted(backendUrl)}`]),
    `npx pulumi -C infra stack output apiKey --show-secrets --stack ${stack}`,
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
