export { createReport, type ReportOptions } from './report.ts';
export { listInvocations, type ListOptions } from './invocations.ts';
export { SpendError, type SpendErrorCode } from './errors.ts';

export type { AggregatorCounts } from './aggregate/call-filter.ts';
export { createAggregator, type Aggregator } from './aggregate/create-aggregator.ts';
export { invocationOrders, type InvocationOrder } from './list/invocation-order.ts';
export {
  explainPrice,
  type ExplainedTokens,
  type PriceExplanation,
  type PriceQuestion,
} from './price/explain-price.ts';
export { listPrices, type PriceFilter } from './price/list-prices.ts';
export type { ResolutionRule } from './price/find-price.ts';
export { createPriceBook, type PriceBook, type PriceBookOptions } from './price/price-book.ts';
export { checkPriceFile, parsePriceFile, type PriceFile } from './price/price-file.ts';
export type { PriceOverride } from './price/price-override.ts';
export type {
  ImagePrice,
  LongContextPrices,
  PriceKind,
  PriceRow,
  PriceTier,
  TokenPrices,
} from './price/price-row.ts';
export { scanCost } from './price/scan-cost.ts';
export { priceUsage } from './price/price-usage.ts';
export type { PriceOrigin, ResolvedPrice } from './price/resolved-price.ts';
export { presentBrief, type BriefOptions } from './present/brief.ts';
export {
  cutSection,
  type CutOptions,
  type CutSection,
  type SectionRest,
} from './present/cut-section.ts';
export {
  listFormats,
  presentInvocations,
  type ListFormat,
  type PresentListOptions,
} from './present/present-invocations.ts';
export { formats, present, type Format, type PresentOptions } from './present/present.ts';
export type { TextStyle } from './present/text-style.ts';
export { visibleText } from './present/visible-text.ts';
export { parseFilters } from './query/parse-filters.ts';
export { resolveQuery } from './query/resolve-query.ts';
export { memorySource } from './source/memory/memory-source.ts';
export type { LogSource, PlannedRead, ReadRequest } from './source/log-source.ts';
export { summarize, type Summary } from './summarize/summarize.ts';

export { closestName } from './model/closest-name.ts';
export {
  defaultDimensions,
  dimensions,
  isDimension,
  noValue,
  sectionName,
  type Dimension,
} from './model/dimension.ts';
export { groupColumns, type GroupColumns } from './model/group-columns.ts';
export type { InvocationFacts, InvocationGroup } from './model/invocation-group.ts';
export type { InvocationList, ListedInvocation } from './model/invocation-list.ts';
export type { GeneratedImages, Invocation, ServiceTier } from './model/invocation.ts';
export type { LogBatch, Progress } from './model/log-batch.ts';
export {
  parseModelId,
  pricingScope,
  type Modality,
  type ModelId,
  type ModelIdKind,
  type PricingScope,
} from './model/model-id.ts';
export { parsePrincipal, type Principal, type PrincipalKind } from './model/principal.ts';
export type { Filter, Query, ResolvedQuery, Window } from './model/query.ts';
export type { RecordLocation, Rejection, RejectionReason } from './model/rejection.ts';
export type {
  Assumption,
  InferenceProfile,
  PartialSource,
  QueryCost,
  Rejected,
  Report,
  ReportSource,
  SectionRow,
  Unpriced,
  UsageTotals,
} from './model/report.ts';
export type { AssumptionAmount, AssumptionKind, CostStatus, SpendRow } from './model/spend-row.ts';
export type { TokenCounts } from './model/tokens.ts';
export type { PriceKey, RequestCounts, RequestSizeClass, UsageRow } from './model/usage-row.ts';
