/** What an event says of where a request was sent. */
export interface PathFacts {
  /** The route that matched, such as `/mcp` or `/{proxy+}`; anything else is none. */
  route: string | undefined;
  /** What stood in the place of the names in the route. */
  parameters: Readonly<Record<string, string | undefined>> | null | undefined;
  /** As it was sent, with whatever the front puts before it. */
  path: string;
  /** The stage, where it stands in `path`. */
  stage?: string | undefined;
}

/**
 * The path that the server knows. A route tells it without the base path of a custom domain, which
 * stands in the path that was sent, as does the stage of an HTTP API
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 *
 * @param basePath what stands before the paths of the server, such as `/spend`; empty for nothing.
 */
export function endpointPath(facts: PathFacts, basePath: string): string {
  const path = routed(facts) ?? without(facts.path, stagePrefix(facts.stage));
  return withoutDelimiters(without(path, basePath));
}

function routed({ route, parameters }: PathFacts): string | null {
  if (route === undefined || !route.startsWith('/')) return null;
  let isComplete = true;
  const path = route.replace(/\{([^}+]+)\+?\}/g, (_, name: string) => {
    const value = parameters?.[name];
    isComplete &&= value !== undefined;
    return value ?? '';
  });
  return isComplete ? path : null;
}

function stagePrefix(stage: string | undefined): string {
  return stage === undefined || stage === '$default' ? '' : `/${stage}`;
}

function without(path: string, prefix: string): string {
  if (prefix === '' || !(path === prefix || path.startsWith(`${prefix}/`))) return path;
  return path.slice(prefix.length) || '/';
}

/** Events hold decoded paths: what would begin a query, a fragment or another segment is encoded again. */
function withoutDelimiters(path: string): string {
  return path.replace(/[?#\\]/g, encodeURIComponent);
}
