const encoder = new TextEncoder();

/** Said now and then, so that nothing between server and client takes a silent stream for a dead one. */
export const keepAliveComment: Uint8Array = encoder.encode(': keepalive\n\n');

export const streamHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** One message as a server-sent event. */
export function eventText(json: string, id?: string): Uint8Array {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`event: message\n${idLine}data: ${json}\n\n`);
}

/** Gives the client an id to come back with, and how long to wait before it does. */
export function firstEventText(id: string, retryMs: number): Uint8Array {
  return encoder.encode(`id: ${id}\nretry: ${retryMs}\ndata: \n\n`);
}
