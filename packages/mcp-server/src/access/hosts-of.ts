import { SpendError } from '@bedrock-spend/core';

import { hostOf } from './host-list.ts';
import { isLoopbackName } from './loopback.ts';

export interface Reach {
  publicUrl?: string | undefined;
  allowedHosts?: readonly string[] | undefined;
}

/**
 * Hosts that requests may be addressed to.
 *
 * @throws SpendError `INVALID_CONFIG` where others than this machine could call an open server, or
 *   `publicUrl` is no address.
 */
export function hostsOf({ publicUrl, allowedHosts = [] }: Reach, isOpen: boolean): string[] {
  const hosts = [...allowedHosts, ...(publicUrl === undefined ? [] : [publicHost(publicUrl)])];
  const outside = hosts.find((name) => !isLoopbackName(hostOf(name)?.hostname ?? name));
  if (isOpen && outside !== undefined) throw openToOthers(outside);
  return hosts;
}

/** Serving this name, or listening at this address, would let in anybody. */
export function openToOthers(host: string): SpendError {
  return new SpendError(
    'INVALID_CONFIG',
    `The host ${host} would serve your spend to the network without access control: use 127.0.0.1, or say who may call with API keys or OAuth in its settings.`,
  );
}

function publicHost(publicUrl: string): string {
  const url = URL.parse(publicUrl);
  if (url !== null && /^https?:$/.test(url.protocol) && `${url.search}${url.hash}` === '') {
    return url.hostname;
  }
  throw new SpendError(
    'INVALID_CONFIG',
    `${JSON.stringify(publicUrl)} is no address of an MCP endpoint: give publicUrl such as https://spend.example.com/mcp.`,
  );
}
