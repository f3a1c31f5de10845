import type { SessionFacts, SessionIds } from './session-id.ts';

/**
 * The same ids, of which those that were right are remembered: to verify a signature takes longer than
 * all else that is done to find a session. At most `maxIds` are kept, those that came last.
 */
export function rememberedIds(
  ids: SessionIds,
  { maxIds, nowMs }: { maxIds: number; nowMs: () => number },
): SessionIds {
  const known = new Map<string, SessionFacts>();
  const owners = new WeakMap<SessionFacts, string>();

  return {
    ...ids,
    read(id) {
      const remembered = known.get(id);
      if (remembered !== undefined && remembered.expiresAtMs > nowMs()) return remembered;
      known.delete(id);
      const facts = ids.read(id);
      if (facts !== null) remember(id, facts);
      return facts;
    },
    belongsTo(facts, subject) {
      if (owners.get(facts) === subject) return true;
      const isOwner = ids.belongsTo(facts, subject);
      if (isOwner) owners.set(facts, subject);
      return isOwner;
    },
  };

  function remember(id: string, facts: SessionFacts): void {
    known.set(id, facts);
    const [oldest] = known.keys();
    if (known.size > maxIds && oldest !== undefined) known.delete(oldest);
  }
}
