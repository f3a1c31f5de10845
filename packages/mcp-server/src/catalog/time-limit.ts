/** How long something may take before it is given up. */
export interface TimeLimit {
  durationMs: number;
  /** It is what the host of the server gives a request, not what the operator gives a call. */
  isOfHost: boolean;
}

/** The tighter of what the operator gives and what is left of the time that the host gives. */
export function timeLimitOf(givenMs: number, leftMs: number = Infinity): TimeLimit {
  if (leftMs >= givenMs) return { durationMs: givenMs, isOfHost: false };
  return { durationMs: Math.max(leftMs, 0), isOfHost: true };
}

/** What a caller is told whose call took too long. */
export function givenUpSentence(what: string, { durationMs, isOfHost }: TimeLimit): string {
  const seconds = Math.round(durationMs / 100) / 10;
  const why = isOfHost ? ', as the host of this server gives a request no more' : '';
  return `${what} was given up after ${seconds} seconds${why}: ask for fewer days or less data.`;
}
