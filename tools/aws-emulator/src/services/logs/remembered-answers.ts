import type { EventStore } from '../../event-store/event-store.ts';
import type { QueryResults } from '../../insights/run-query.ts';
import type { StartedQuery } from './query-registry.ts';

/** Answers of one store, oldest first. */
type Answers = Map<string, QueryResults>;

const answersOf = new WeakMap<EventStore, Answers>();
const mostAnswers = 4;

/**
 * The answer of a query that was asked before, word for word, of the same events. How long it takes is
 * then what the latency model says, and not what this program needs for it: AWS has more processors.
 */
export function rememberedAnswer(store: EventStore, query: StartedQuery): QueryResults | undefined {
  return answersOf.get(store)?.get(keyOf(store, query));
}

export function rememberAnswer(
  store: EventStore,
  { query, answer }: { query: StartedQuery; answer: QueryResults },
): void {
  // What such a query answers changes with the clock.
  if (/\bnow\s*\(/i.test(query.compiled.text)) return;
  const answers: Answers = answersOf.get(store) ?? new Map();
  answersOf.set(store, answers);
  answers.set(keyOf(store, query), answer);
  const [oldest] = answers.keys();
  if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest);
}

/** Events are never changed, only added: the size of a group tells whether some were. */
function keyOf(store: EventStore, query: StartedQuery): string {
  const { compiled, groupIds, startSeconds, endSeconds, limit } = query;
  const sizes = groupIds.map((groupId) => store.bytes(groupId));
  return JSON.stringify([compiled.text, groupIds, sizes, startSeconds, endSeconds, limit]);
}
