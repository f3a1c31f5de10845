import { z } from 'zod';

/** The resources that open streams of `subscriptions/listen` are about. */
export interface ListenedTo {
  has(uri: string): boolean;
  /** Counts the resources that a request names for as long as the stream of its response is open. */
  hold(response: Response, body: unknown): { held: Response; uris: readonly string[] };
}

const listenSchema = z.object({
  params: z.object({ notifications: z.object({ resourceSubscriptions: z.array(z.string()) }) }),
});

/** Makes the tally of a server on which nobody listens yet. */
export function createListenedTo(): ListenedTo {
  const open = new Set<readonly string[]>();
  return {
    has: (uri) => [...open].some((uris) => uris.includes(uri)),
    hold(response, body) {
      const parsed = listenSchema.safeParse(body);
      if (!parsed.success || response.body === null) return { held: response, uris: [] };
      const uris = parsed.data.params.notifications.resourceSubscriptions;
      open.add(uris);
      return { held: watched(response, () => open.delete(uris)), uris };
    },
  };
}

/** The same response; `onEnd` is called when its body has ended or its reader has left. */
function watched(response: Response, onEnd: () => void): Response {
  const passing = new TransformStream<Uint8Array, Uint8Array>({ flush: onEnd, cancel: onEnd });
  return new Response(response.body?.pipeThrough(passing) ?? null, response);
}
