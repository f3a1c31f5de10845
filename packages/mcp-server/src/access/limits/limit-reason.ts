import type { RefusalReason } from '../../operation/metrics.ts';

/** Why something is not done that the operator limits or does not allow. */
export type LimitReason = Extract<RefusalReason, 'concurrency' | 'budget' | 'allow-list'>;
