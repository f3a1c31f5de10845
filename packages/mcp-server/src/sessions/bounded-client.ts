import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';

/** What a client says of itself at `initialize`, as far as its sessions carry it along. */
export interface Client {
  name: string;
  version: string;
  capabilities: ClientCapabilities;
}

const maxNameLength = 64;
const maxCapabilityBytes = 1024;

/**
 * Shortens what would make a session id longer than proxies take. Of capabilities that are too long,
 * those are kept that let a server ask something of the client.
 */
export function boundedClient(
  clientInfo: { name: string; version: string },
  capabilities: ClientCapabilities,
): Client {
  const bytes = Buffer.byteLength(JSON.stringify(capabilities));
  return {
    name: shortened(clientInfo.name),
    version: shortened(clientInfo.version),
    capabilities: bytes <= maxCapabilityBytes ? capabilities : essentialOf(capabilities),
  };
}

function essentialOf({ elicitation, sampling, roots }: ClientCapabilities): ClientCapabilities {
  const { form, url } = elicitation ?? {};
  return {
    ...(elicitation !== undefined && {
      elicitation: {
        ...(form !== undefined && {
          form: form.applyDefaults === true ? { applyDefaults: true } : {},
        }),
        ...(url !== undefined && { url: {} }),
      },
    }),
    ...(sampling !== undefined && {
      sampling: {
        ...(sampling.tools !== undefined && { tools: {} }),
        ...(sampling.context !== undefined && { context: {} }),
      },
    }),
    ...(roots !== undefined && { roots: roots.listChanged === true ? { listChanged: true } : {} }),
  };
}

/** Without half of a letter at the end. */
function shortened(text: string): string {
  return text.slice(0, maxNameLength).replace(/[\ud800-\udbff]$/, '');
}
