/** How a response ended: all of it was handed on, or the client left before. */
export type BodyEnd = 'complete' | 'disconnected';

/** The same response; `onEnd` is called once, when its body has ended (at once, where it has none). */
export function whenBodyEnds(response: Response, onEnd: (end: BodyEnd) => void): Response {
  if (response.body === null) {
    onEnd('complete');
    return response;
  }
  const body = response.body.pipeThrough(
    new TransformStream({
      flush: () => onEnd('complete'),
      cancel: () => onEnd('disconnected'),
    }),
  );
  return new Response(body, response);
}
