import { dollars, sumOf } from './bill-cells.ts';
import { formatCount } from './format-usd.ts';
import { plural } from './plural.ts';
import { assumptionTexts, readingNotes, type ReportNote } from './report-notes.ts';
import { visibleText } from './visible-text.ts';
import type { Bill, BillAdjustment } from '../model/bill.ts';

/** What the reader of a bill has to know, each only where there is something to say. */
export function billNotes(bill: Bill): ReportNote[] {
  return [
    ...noServices(bill),
    ...pending(bill),
    ...estimatedOnly(bill),
    ...adjustments(bill),
    ...estimateProblem(bill),
    ...estimateNotes(bill),
    {
      label: 'Query cost',
      costUsd: bill.queryCost.costUsd,
      text: `for ${bill.queryCost.basis}`,
      isWarning: false,
    },
    ...everyAccount(bill),
    ...scope(bill),
  ];
}

function noServices({ services, days }: Bill): ReportNote[] {
  if (services.length > 0 || days.length === 0) return [];
  const text = 'Cost Explorer lists no service with Bedrock in its name for these days';
  return [{ label: 'Bill', text, isWarning: true }];
}

function pending({ totals }: Bill): ReportNote[] {
  if (totals.pending.days === 0) return [];
  const text =
    'pending days are not final: AWS adds to them for a day or two, and settles the month after its end';
  return [{ label: 'Bill', text, isWarning: false }];
}

function estimatedOnly({ days }: Bill): ReportNote[] {
  if (days.every(({ status }) => status !== 'estimated-only')) return [];
  const text =
    'AWS billed nothing for days with calls in the logs: check that the bill is of the same account and regions';
  return [{ label: 'Bill', text, isWarning: true }];
}

function adjustments({ adjustments: all }: Bill): ReportNote[] {
  return [...Map.groupBy(all, kindOf).values()].map((group) => {
    const { recordType = '', service = '' } = group[0] ?? {};
    const sum = dollars(sumOf(group.map(({ billedUsd }) => billedUsd)).toFixed());
    const text = `${visibleText(recordType)} of ${sum} for ${visibleText(service)}, which is not in the figures above`;
    return { label: 'Bill', text, isWarning: false };
  });
}

function kindOf({ service, recordType }: BillAdjustment): string {
  return JSON.stringify([recordType, service]);
}

function estimateProblem({ estimateProblem: problem }: Bill): ReportNote[] {
  if (problem === null) return [];
  const text = `there is no estimate beside the bill: ${visibleText(problem)}`;
  return [{ label: 'Partial', text, isWarning: true }];
}

function estimateNotes({ estimate }: Bill): ReportNote[] {
  if (estimate === null) return [];
  const { assumptions, partial, rejected, queryCost } = estimate;
  return [
    ...unpriced(estimate),
    ...assumptions.map(({ kind, requests, costUsd }): ReportNote => ({
      label: 'Assumed',
      text: assumptionTexts[kind],
      figures: { requests, costUsd },
      isWarning: false,
    })),
    ...readingNotes(
      { partial, rejected, queryCost, duplicates: null, discountPercent: null, filters: [] },
      formatCount,
    ),
  ];
}

const mostModels = 5;

function unpriced({ unpriced: models, unpricedRequests }: NonNullable<Bill['estimate']>) {
  if (models.length === 0) return [];
  const names = [...new Set(models.map(({ model }) => visibleText(model)))];
  const rest = names.length > mostModels ? `, … ${names.length - mostModels} more` : '';
  const note: ReportNote = {
    label: 'Unpriced',
    text: `the estimate, marked +, lacks all or a part of ${plural(formatCount(unpricedRequests), 'request')}: ${names.slice(0, mostModels).join(', ')}${rest}`,
    isWarning: true,
  };
  return [note];
}

function everyAccount({ accounts }: Bill): ReportNote[] {
  if (accounts.length > 0) return [];
  const text =
    'the bill is of every account that the credentials may see, for a payer account all that are linked to it';
  return [{ label: 'Coverage', text, isWarning: false }];
}

function scope({ estimate }: Bill): ReportNote[] {
  if (estimate === null) return [];
  const names = estimate.sources.map(({ name }) => visibleText(name)).join(', ');
  const text = `estimated from ${names}; the difference is the estimate less the bill; invocation logs do not show calls outside bedrock-runtime or batch jobs`;
  return [{ label: 'Coverage', text, isWarning: false }];
}
