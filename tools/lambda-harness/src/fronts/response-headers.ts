type Header = readonly [string, string];

/** They belong to the connection between the client and the front, which sets them itself. */
const ofTheConnection =
  /^(?:expect|host|keep-alive|proxy-authenticate|proxy-connection|te|trailer|transfer-encoding|upgrade)$/iu;

/** API Gateway gives these another name, since its own say something else or a browser would act on them. */
const renamed =
  /^(?:authorization|connection|content-md5|date|max-forwards|server|user-agent|www-authenticate)$/iu;

/**
 * What REST APIs and function URLs make of the headers of a function: some get the prefix
 * `x-amzn-Remapped-`, some are dropped. A client therefore never sees `WWW-Authenticate`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function remappedHeaders(headers: readonly Header[]): Header[] {
  return endToEndHeaders(headers).map(([name, value]) =>
    renamed.test(name) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
  );
}

/** Without the headers of a connection. */
export function endToEndHeaders(headers: readonly Header[]): Header[] {
  return headers.filter(([name]) => !ofTheConnection.test(name));
}

/** Without the length, which a front that knows the body sets itself. */
export function withoutLength(headers: readonly Header[]): Header[] {
  return headers.filter(([name]) => name.toLowerCase() !== 'content-length');
}
