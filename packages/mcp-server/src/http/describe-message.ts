/** What a log line may say about the body of a POST: names, never arguments. */
export interface MessageDescription {
  /** JSON-RPC method, `response`, or `batch of N`. */
  rpc: string;
  /** Tool that is called. */
  tool?: string;
}

const maxNameLength = 64;

export function describeMessage(body: unknown): MessageDescription {
  if (Array.isArray(body)) return { rpc: `batch of ${body.length}` };
  const method = textField(body, 'method');
  if (method === null) return { rpc: 'response' };
  const tool = method === 'tools/call' ? textField(field(body, 'params'), 'name') : null;
  return tool === null ? { rpc: method } : { rpc: method, tool };
}

function textField(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === 'string' ? found.slice(0, maxNameLength) : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
