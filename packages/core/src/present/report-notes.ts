import { plural } from './plural.ts';
import { profileNotes } from './profile-notes.ts';
import { visibleText } from './visible-text.ts';
import { noValue } from '../model/dimension.ts';
import type { AssumptionKind } from '../model/spend-row.ts';
import type { RejectionReason } from '../model/rejection.ts';
import type { Report } from '../model/report.ts';

/** Something that the reader of a report's figures has to know. */
export interface ReportNote {
  /** One of a fixed set of words, so that programs can pick lines out of the classic text. */
  label:
    | 'Unknown'
    | 'Assumed'
    | 'Unpriced'
    | 'Profile'
    | 'Partial'
    | 'Skipped'
    | 'Duplicates'
    | 'Cached'
    | 'Query cost'
    | 'Bill'
    | 'Discount'
    | 'Filter'
    | 'Coverage';
  /** What stands before the text: an amount of dollars. */
  costUsd?: string;
  text: string;
  /** How much it concerns. */
  figures?: NoteFigures;
  /** Why, or where. */
  detail?: string;
  /** The figures of the report are not all there is. */
  isWarning: boolean;
}

export interface NoteFigures {
  requests: number;
  totalTokens?: number;
  costUsd?: string;
}

export interface NotesOptions {
  /** Unpriced models, and profiles, to name; the rest is summed. */
  top?: number | undefined;
  /** How numbers inside of a sentence are written. */
  count: (count: number) => string;
}

/** The notes of a report, each only where there is something to say. */
export function reportNotes(report: Report, { top, count }: NotesOptions): ReportNote[] {
  return [
    ...unknownCounts(report, count),
    ...assumptions(report),
    ...unpriced(report, top),
    ...profileNotes(report, top),
    ...readingNotes(report, count),
    ...cached(report, count),
    ...coverage(report, count),
  ];
}

/** What an answer of any kind says of how it was read and what was asked. */
export type ReadingFacts = Pick<
  Report,
  'partial' | 'rejected' | 'duplicates' | 'queryCost' | 'discountPercent' | 'filters'
>;

/** The notes that reports and lists have in common. */
export function readingNotes(answer: ReadingFacts, count: Count): ReportNote[] {
  return [
    ...partial(answer),
    ...skipped(answer, count),
    ...duplicates(answer, count),
    ...queryCost(answer),
    ...discount(answer),
    ...filters(answer),
  ];
}

type Count = NotesOptions['count'];

function unknownCounts({ totals }: Report, count: Count): ReportNote[] {
  if (totals.unknownCounts === 0) return [];
  const text = `${plural(count(totals.unknownCounts), 'request')} with unknown counts, shown as 0 tokens and not in the cost`;
  return [{ label: 'Unknown', text, isWarning: true }];
}

export const assumptionTexts: Readonly<Record<AssumptionKind, string>> = {
  'tier-standard': 'standard service tier where the log names none',
  'cache-write-5m': 'cache writes kept for 5 minutes where the log does not say how long',
  'price-before-first-check': 'prices were the same before the day they were first checked',
};

function assumptions(report: Report): ReportNote[] {
  return report.assumptions.map(({ kind, requests, costUsd }) => ({
    label: 'Assumed',
    text: assumptionTexts[kind],
    figures: { requests, costUsd },
    isWarning: false,
  }));
}

function unpriced({ unpriced: models }: Report, top = models.length): ReportNote[] {
  const shown = models.slice(0, top).map(({ model, region, reasons, requests, totalTokens }) => ({
    label: 'Unpriced' as const,
    text: `${visibleText(model)} in ${visibleText(region || noValue)}`,
    figures: { requests, totalTokens },
    detail: visibleText(reasons.join('; ')),
    isWarning: true,
  }));
  const rest = models.slice(top);
  if (rest.length === 0) return shown;
  const requests = rest.reduce((sum, model) => sum + model.requests, 0);
  const totalTokens = rest.reduce((sum, model) => sum + model.totalTokens, 0);
  const text = `… ${rest.length} more`;
  return [
    ...shown,
    { label: 'Unpriced', text, figures: { requests, totalTokens }, isWarning: true },
  ];
}

function partial(answer: ReadingFacts): ReportNote[] {
  return answer.partial.map(({ origin, reason, message }) => ({
    label: 'Partial',
    text: `${visibleText(origin)} (${reason}): ${visibleText(message)}`,
    isWarning: true,
  }));
}

const rejectionTexts: Readonly<Record<RejectionReason, string>> = {
  'not-json': 'not JSON',
  'not-an-invocation-record': 'not an invocation record',
  'invalid-record': 'a record with a field of the wrong type',
  'too-long': 'longer than 16 MiB',
};

function skipped({ rejected }: ReadingFacts, count: Count): ReportNote[] {
  return rejected.map(({ reason, count: lines, examples: [first] }) => ({
    label: 'Skipped',
    text: `${plural(count(lines), 'line')} (${rejectionTexts[reason]})${first === undefined ? '' : `, first at ${visibleText(placeOf(first))}`}`,
    isWarning: true,
  }));
}

function placeOf({ origin, line }: { origin: string; line: number | null }): string {
  return line === null ? origin : `${origin}:${line}`;
}

function duplicates({ duplicates: records }: ReadingFacts, count: Count): ReportNote[] {
  if (records === null || records === 0) return [];
  const text = `${plural(count(records), 'record')} left out, whose request id was counted before`;
  return [{ label: 'Duplicates', text, isWarning: false }];
}

function queryCost({ queryCost: cost }: ReadingFacts): ReportNote[] {
  if (cost === null) return [];
  const text = `for this report (${visibleText(cost.basis)})`;
  return [{ label: 'Query cost', costUsd: cost.costUsd, text, isWarning: false }];
}

function discount({ discountPercent }: ReadingFacts): ReportNote[] {
  if (discountPercent === null) return [];
  return [{ label: 'Discount', text: `${discountPercent} % off list prices`, isWarning: false }];
}

function filters(answer: ReadingFacts): ReportNote[] {
  return answer.filters.map(({ dimension, values, negated }) => ({
    label: 'Filter',
    text: `${visibleText(dimension)} is ${negated ? 'not ' : ''}${values.map(visibleText).join(' or ')}`,
    isWarning: false,
  }));
}

function cached({ sources }: Report, count: Count): ReportNote[] {
  const kept = sources.reduce((sum, { cachedRecords = 0 }) => sum + cachedRecords, 0);
  if (kept === 0) return [];
  const all = sources.reduce((sum, { records }) => sum + records, 0);
  const text = `${count(kept)} of ${plural(count(all), 'record')} were kept from an earlier reading of the same logs`;
  return [{ label: 'Cached', text, isWarning: false }];
}

// https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
function coverage({ totals }: Report, count: Count): ReportNote[] {
  const { served, unpricedRequests } = totals;
  const text = `${count(served - unpricedRequests)} of ${plural(count(served), 'served request')} priced in full; invocation logs do not show calls outside bedrock-runtime or batch jobs`;
  return [{ label: 'Coverage', text, isWarning: false }];
}
