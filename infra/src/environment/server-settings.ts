import type { Config } from '../config/parse-config.ts';

/** The settings of the server as docs/server-access.md has them; secrets are elsewhere. */
export function serverSettings(
  { domain, oauth, allow, limits, sessionHours, region }: Config,
  tableName: string,
): object {
  return {
    ...(domain === undefined ? {} : { publicUrl: `${domainUrl(domain)}/mcp` }),
    oauth,
    allow,
    limits,
    sessions: { table: tableName, tableRegion: region, lifetimeHours: sessionHours },
  };
}

/** Where callers find the API under a name of one's own, without a slash at the end. */
export function domainUrl({ name, basePath }: NonNullable<Config['domain']>): string {
  return `https://${name}${basePath === undefined ? '' : `/${basePath}`}`;
}
