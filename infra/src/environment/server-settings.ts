import type { Config } from '../config/parse-config.ts';

/** The settings of the server as docs/server-access.md has them; secrets are elsewhere. */
export function serverSettings(
  { domain, oauth, allow, limits, regions, sessionHours, region }: Config,
  tableName: string,
): object {
  return {
    ...(domain === undefined ? {} : { publicUrl: `${domainUrl(domain)}/mcp` }),
    oauth,
    // Left out, the bill is compared with all regions that there are, which the role may not read.
    allow: regions === 'all' ? allow : { regions, ...allow },
    limits,
    sessions: { table: tableName, tableRegion: region, lifetimeHours: sessionHours },
  };
}

/** Where callers find the API under a name of one's own, without a slash at the end. */
export function domainUrl({ name, basePath }: NonNullable<Config['domain']>): string {
  return `https://${name}${basePath === undefined ? '' : `/${basePath}`}`;
}
