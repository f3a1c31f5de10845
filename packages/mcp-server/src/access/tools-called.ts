/** Names of the tools that a JSON-RPC message, or a batch of them, calls. */
export function toolsCalled(body: unknown): string[] {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages.flatMap((message) => {
    if (!isRecord(message) || message['method'] !== 'tools/call') return [];
    const { params } = message;
    return isRecord(params) && typeof params['name'] === 'string' ? [params['name']] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
