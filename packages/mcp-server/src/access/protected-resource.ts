/** This server as the resource that tokens are issued for. */
export interface ProtectedResource {
  /** The endpoint at its public address. */
  readonly chief: string;
  /** Identifiers of the endpoint, one for each address that it has. */
  readonly audiences: readonly string[];
  /** Where the metadata are of the endpoint that a request is for (RFC 9728). */
  metadataUrl(path: string): string;
  /** The identifier that the metadata at this path describe; `null` where there are none. */
  resourceAt(path: string): string | null;
}

const wellKnown = '/.well-known/oauth-protected-resource';

/**
 * Names the resource. `publicUrl` is the endpoint as clients know it; where its path is one of `paths`,
 * the others are there too and have identifiers of their own, as clients insist on.
 */
export function protectedResource(publicUrl: string, paths: readonly string[]): ProtectedResource {
  const { origin, pathname } = new URL(publicUrl);
  // Behind a proxy that changes paths, only the public one is known outside.
  const known = paths.includes(pathname) ? paths : [];
  const endpoints = [...new Set([pathname, ...known])];
  const resources = new Map(endpoints.map((path) => [path, origin + path]));
  const chief = origin + pathname;

  return {
    chief,
    audiences: [...resources.values(), ...(pathname === '/' ? [origin] : [])],
    metadataUrl: (path) => metadataUrlOf(resources.has(path) ? path : pathname),
    resourceAt(path) {
      if (path === wellKnown) return chief;
      if (!path.startsWith(`${wellKnown}/`)) return null;
      return resources.get(path.slice(wellKnown.length)) ?? null;
    },
  };

  function metadataUrlOf(path: string): string {
    return origin + wellKnown + (path === '/' ? '' : path);
  }
}
