import type { Invocation } from '../../model/invocation.ts';
import type { LogSource } from '../log-source.ts';

/**
 * Invocations that are already in memory, as a source: for programs that read their logs themselves,
 * and for tests.
 *
 * @example
 * const report = await createReport(memorySource(invocations), { days: 30 });
 */
export function memorySource(invocations: readonly Invocation[], name = 'memory'): LogSource {
  return {
    kind: 'memory',
    name,
    async *read() {
      yield { invocations, rejections: [], groups: [], missing: [], progress: null };
    },
  };
}
