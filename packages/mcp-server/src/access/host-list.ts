import { SpendError } from '@bedrock-spend/core';

/** A host as a URL has it: lower case, international names in ASCII, addresses in their usual form. */
export interface Host {
  hostname: string;
  /** Empty where it is not said. */
  port: string;
}

/** Whether a host is on a list. */
export type IsListed = (host: Host) => boolean;

/**
 * Reads a list of hosts, `name` for any port or `name:port`.
 *
 * @throws SpendError `INVALID_CONFIG` for what is no host name, wildcards among them.
 */
export function hostList(names: readonly string[]): IsListed {
  const listed = names.map((name) => {
    const host = hostOf(name);
    if (host !== null && !host.hostname.includes('*')) return host;
    throw new SpendError(
      'INVALID_CONFIG',
      `${JSON.stringify(name)} is no host name: list names one by one, such as spend.example.com or spend.example.com:8443.`,
    );
  });
  return ({ hostname, port }) =>
    listed.some((known) => {
      if (known.hostname !== hostname) return false;
      return known.port === '' || known.port === port || (port === '' && isUsual(known.port));
    });
}

/** The host of a Host header, or `null` where it is none. */
export function hostOf(text: string): Host | null {
  // A URL would take what follows these for a path, or what precedes them for a user.
  if (/[/?#@%\\\s]/.test(text)) return null;
  const isBareIpv6 = text.split(':').length > 2 && !text.startsWith('[');
  const hostname = URL.parse(`http://${isBareIpv6 ? `[${text}]` : text}`)?.hostname;
  if (hostname === undefined || hostname === '') return null;
  const port = isBareIpv6 ? '' : (/:(\d+)$/.exec(text)?.[1] ?? '');
  // `example.com.` is `example.com` said in full.
  return { hostname: hostname.replace(/\.$/, ''), port };
}

function isUsual(port: string): boolean {
  return port === '443' || port === '80';
}
