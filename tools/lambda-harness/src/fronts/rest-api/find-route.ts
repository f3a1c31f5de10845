export interface RestRoute {
  /** `event.path` */
  path: string;
  /** `requestContext.path` */
  requestPath: string;
  resource: string;
  /** What `{proxy+}` stands for; null at the root. */
  proxy: string | null;
}

export interface FindRouteOptions {
  path: string;
  stage: string;
  /** Custom domain names map a base path, `''` for none; null under the API's own name. */
  basePath: string | null;
}

/**
 * Finds which of the two resources, the root and `{proxy+}`, a path belongs to; null when it lies
 * under another stage or base path. Under the API's own name the stage is no part of `event.path`;
 * under a custom domain name the base path is.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function findRoute({ path, stage, basePath }: FindRouteOptions): RestRoute | null {
  const prefix = basePath === null ? `/${stage}` : basePath === '' ? '' : `/${basePath}`;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return null;
  const rest = path.slice(prefix.length);
  const proxy = rest.replace(/^\//u, '');
  return {
    path: basePath === null ? (rest === '' ? '/' : rest) : path === '' ? '/' : path,
    requestPath: path,
    resource: proxy === '' ? '/' : '/{proxy+}',
    proxy: proxy === '' ? null : decoded(proxy),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
