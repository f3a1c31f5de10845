import { formatCount, formatDollars, formatUsd } from './format-usd.ts';
import { plural } from './plural.ts';
import type { NoteFigures, ReportNote } from './report-notes.ts';

/** A note as a line of the classic text: `Unpriced: MODEL in REGION: Requests=1, Total=520 (WHY)`. */
export function noteLine({ label, costUsd, text, figures, detail }: ReportNote): string {
  return [
    `${label}: ${costUsd === undefined ? '' : `${leastShown(costUsd, formatUsd)} `}${text}`,
    ...(figures === undefined ? [] : [`: ${parsableFigures(figures)}`]),
    ...(detail === undefined ? [] : [` (${detail})`]),
  ].join('');
}

/** A note for people, without its label: `MODEL in REGION, 1 request, 520 tokens (WHY)`. */
export function noteSentence({ costUsd, text, figures, detail }: ReportNote): string {
  return [
    `${costUsd === undefined ? '' : `${leastShown(costUsd, formatDollars)} `}${text}`,
    ...(figures === undefined ? [] : [`: ${readableFigures(figures)}`]),
    ...(detail === undefined ? [] : [` (${detail})`]),
  ].join('');
}

const nothing = /^[0.]+$/;

/** Most queries cost less than can be shown, which is not nothing. */
function leastShown(costUsd: string, format: (amount: string) => string): string {
  const isTooSmall = nothing.test(formatUsd(costUsd)) && !nothing.test(costUsd);
  return isTooSmall ? `less than ${format('0.0001')}` : format(costUsd);
}

function parsableFigures({ requests, totalTokens, costUsd }: NoteFigures): string {
  return [
    `Requests=${requests}`,
    ...(totalTokens === undefined ? [] : [`Total=${totalTokens}`]),
    ...(costUsd === undefined ? [] : [`Cost=${formatUsd(costUsd)}`]),
  ].join(', ');
}

function readableFigures({ requests, totalTokens, costUsd }: NoteFigures): string {
  return [
    plural(formatCount(requests), 'request'),
    ...(totalTokens === undefined ? [] : [plural(formatCount(totalTokens), 'token')]),
    ...(costUsd === undefined ? [] : [formatDollars(costUsd)]),
  ].join(', ');
}
