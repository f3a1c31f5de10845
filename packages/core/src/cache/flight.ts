import type { ReadingUpdate, SpanReading } from './read-span.ts';

/** A reading that several reports wait for. */
export interface Flight {
  readonly startedAtMs: number;
  /** Nobody waits for it any more: it was stopped, and cannot be joined. */
  readonly isAbandoned: boolean;
  /** Gives the function to call when the member does not want it any more. */
  join(member: FlightMember): () => void;
}

export interface FlightMember {
  onUpdate(update: ReadingUpdate): void;
  onEnd(reading: SpanReading): void;
  onError(error: unknown): void;
}

export interface FlightOptions {
  startedAtMs: number;
  read(options: {
    signal: AbortSignal;
    onUpdate(update: ReadingUpdate): void;
  }): Promise<SpanReading>;
}

/** Starts a reading; it is stopped when the last of those who have joined it leaves. */
export function startFlight({ startedAtMs, read }: FlightOptions): Flight {
  const members = new Set<FlightMember>();
  const stop = new AbortController();
  const { signal } = stop;

  function tellAll(tell: (member: FlightMember) => void): void {
    for (const member of members) tell(member);
  }

  async function run(): Promise<void> {
    try {
      const reading = await read({
        signal,
        onUpdate: (update) => tellAll((member) => member.onUpdate(update)),
      });
      tellAll((member) => member.onEnd(reading));
    } catch (error) {
      tellAll((member) => member.onError(error));
    }
  }

  // Whoever starts it joins it first.
  queueMicrotask(() => void run());
  return {
    startedAtMs,
    get isAbandoned() {
      return signal.aborted;
    },
    join(member) {
      members.add(member);
      return () => {
        members.delete(member);
        if (members.size === 0) stop.abort();
      };
    },
  };
}
