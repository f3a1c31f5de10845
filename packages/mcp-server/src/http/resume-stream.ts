import type { Session } from '../sessions/session.ts';

/**
 * Answers GET: a stream for what the server says by itself, or, with `Last-Event-ID`, the rest of a
 * stream that broke. The SDK would leave the rest of a finished stream open for ever.
 */
export async function resumeStream(session: Session, request: Request): Promise<Response> {
  const lastEventId = request.headers.get('last-event-id');
  const rest = lastEventId === null ? null : session.events.after(lastEventId);
  if (rest === null || !rest.finished) return session.handle(request);
  // A client that gets an ended stream or an error would ask again and again; 204 tells it to stop.
  if (rest.events.length === 0) return new Response(null, { status: 204 });
  const text = rest.events.map(({ id, json }) => `event: message\nid: ${id}\ndata: ${json}\n\n`);
  const headers = {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'Mcp-Session-Id': session.id,
  };
  return new Response(text.join(''), { headers });
}
