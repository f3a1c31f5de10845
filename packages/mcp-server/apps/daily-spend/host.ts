/** The host that shows this page: JSON-RPC by `postMessage`, as MCP Apps writes it. */
export interface Host {
  request(method: string, params: object): Promise<unknown>;
  notify(method: string, params: object): void;
}

/** What the host tells, by method. */
export type Listeners = Readonly<Record<string, (params: unknown) => void>>;

interface Message {
  jsonrpc: '2.0';
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message?: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Listens to the host, and to nobody else. */
export function connectHost(listeners: Listeners): Host {
  const waiting = new Map<number | string, Waiting>();
  let lastId = 0;

  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || !isMessage(data)) return;
    if (data.method !== undefined) heard(data, data.method);
    else if (data.id !== undefined) answered(data, data.id);
  });

  return {
    request(method, params) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ jsonrpc: '2.0', id, method, params });
      });
    },
    notify: (method, params) => send({ jsonrpc: '2.0', method, params }),
  };

  function heard({ id, params }: Message, method: string): void {
    const listener = Object.hasOwn(listeners, method) ? listeners[method] : undefined;
    listener?.(params);
    if (id === undefined) return;
    if (listener === undefined && method !== 'ping') {
      send({ jsonrpc: '2.0', id, error: { code: -32601, message: `No method ${method}` } });
    } else {
      send({ jsonrpc: '2.0', id, result: {} });
    }
  }

  function answered({ result, error }: Message, id: number | string): void {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error.message ?? 'The host gave no reason.'));
  }
}

function send(message: object): void {
  // The page cannot know its host's origin, and says nothing that the host did not bring.
  window.parent.postMessage(message, '*');
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}
