/**
 * The variables of an address that a template of RFC 6570, level 1, leads to; `null` when it does not
 * match. A variable is one segment, percent-encoded.
 */
export function matchTemplate(uriTemplate: string, uri: string): Record<string, string> | null {
  const names: string[] = [];
  const pattern = uriTemplate
    .split(/(\{[A-Za-z_]\w*\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replaceAll(/[^A-Za-z0-9]/g, String.raw`\$&`);
      names.push(part.slice(1, -1));
      return '([^/?#]+)';
    })
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(uri);
  if (match === null) return null;
  try {
    return Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
    );
  } catch {
    return null;
  }
}
