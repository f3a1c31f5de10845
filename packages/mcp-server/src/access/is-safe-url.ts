import { isLoopbackName } from './loopback.ts';

/** Whether what goes to this address stays secret on its way: HTTPS, or this machine. */
export function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
}
