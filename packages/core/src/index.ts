export { SpendError, type SpendErrorCode } from './errors.ts';
export type { Dimension } from './model/dimension.ts';
export type { Progress } from './model/log-batch.ts';
export type { Filter, Query } from './model/query.ts';
export type { Report, SectionRow, UsageTotals } from './model/report.ts';
export type { LogSource } from './source/log-source.ts';
