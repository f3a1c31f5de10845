import { SpendError } from '@bedrock-spend/core';

import { hostList, hostOf } from './host-list.ts';
import { isLoopbackName } from './loopback.ts';

/** Whether scripts of this origin may call. */
export type IsAllowedOrigin = (origin: string) => boolean;

/**
 * Reads a list of origins, such as `https://desk.example.com`, or of the hosts of pages. Pages of this
 * machine are always allowed.
 *
 * @throws SpendError `INVALID_CONFIG` for what is neither.
 */
export function originList(names: readonly string[]): IsAllowedOrigin {
  const origins = new Set(names.filter(isUrl).map(originOf));
  const isListed = hostList(names.filter((name) => !isUrl(name)));
  return (text) => {
    if (!/^https?:\/\//i.test(text)) return false;
    const host = hostOf(text.replace(/^https?:\/\//i, ''));
    if (host === null) return false;
    return isLoopbackName(host.hostname) || isListed(host) || origins.has(originIn(text) ?? '');
  };
}

function isUrl(name: string): boolean {
  return name.includes('://');
}

function originOf(name: string): string {
  const origin = originIn(name);
  if (/^https?:\/\/[^/?#@*]+\/?$/i.test(name) && origin !== null) return origin;
  throw new SpendError(
    'INVALID_CONFIG',
    `${JSON.stringify(name)} is no origin of web pages: write it such as https://desk.example.com, without a path.`,
  );
}

function originIn(text: string): string | null {
  const url = URL.parse(text);
  return url === null ? null : url.origin.replace(/\.(?=:\d+$|$)/, '');
}
