/** A map whose entries end at a time of their own, and that keeps no more than it may. */
export interface Expiring<Value> {
  get(key: string): Value | undefined;
  entry(key: string): Kept<Value> | undefined;
  /** Makes the entry the latest; where there are too many, the one set longest ago goes. */
  set(key: string, value: Value, expiresAtMs: number): void;
  /** Those set longest ago first. */
  values(): Iterable<Value>;
}

interface Kept<Value> {
  value: Value;
  expiresAtMs: number;
}

const sweepEveryMs = 60_000;

export function createExpiring<Value>(
  maxEntries: number,
  nowMs: () => number,
  onGone: (value: Value) => void = () => {},
): Expiring<Value> {
  const entries = new Map<string, Kept<Value>>();
  let sweptAtMs = nowMs();

  return {
    get: (key) => live(key)?.value,
    entry: live,
    set(key, value, expiresAtMs) {
      entries.delete(key);
      entries.set(key, { value, expiresAtMs });
      sweep();
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) forget(oldest);
    },
    *values() {
      for (const { value } of entries.values()) yield value;
    },
  };

  function live(key: string): Kept<Value> | undefined {
    const kept = entries.get(key);
    if (kept === undefined || kept.expiresAtMs > nowMs()) return kept;
    forget(key);
    return undefined;
  }

  function sweep(): void {
    if (nowMs() - sweptAtMs < sweepEveryMs) return;
    sweptAtMs = nowMs();
    for (const key of entries.keys()) live(key);
  }

  function forget(key: string): void {
    const kept = entries.get(key);
    entries.delete(key);
    if (kept !== undefined) onGone(kept.value);
  }
}
