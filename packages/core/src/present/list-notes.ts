import { plural } from './plural.ts';
import { assumptionTexts, readingNotes, type ReportNote } from './report-notes.ts';
import { visibleText } from './visible-text.ts';
import { noValue } from '../model/dimension.ts';
import type { InvocationList, ListedInvocation } from '../model/invocation-list.ts';

/** What the reader of a list of calls has to know, each only where there is something to say. */
export function listNotes(list: InvocationList, count: (count: number) => string): ReportNote[] {
  return [...assumptions(list, count), ...unpriced(list, count), ...readingNotes(list, count)];
}

type Count = (count: number) => string;

function assumptions({ invocations }: InvocationList, count: Count): ReportNote[] {
  const kinds = [...new Set(invocations.flatMap(({ assumptions }) => assumptions))];
  return kinds.map((kind) => {
    const calls = invocations.filter(({ assumptions }) => assumptions.includes(kind)).length;
    const text = `${assumptionTexts[kind]}: ${plural(count(calls), 'call')} of this page`;
    return { label: 'Assumed', text, isWarning: false };
  });
}

/** Models without a full price, each once. */
function unpriced({ invocations }: InvocationList, count: Count): ReportNote[] {
  const found = invocations.filter(({ costStatus }) => costStatus !== 'complete');
  return [...Map.groupBy(found, nameOf)].map(([name, calls]) => ({
    label: 'Unpriced',
    text: `${name}: ${plural(count(calls.length), 'call')} of this page`,
    detail: visibleText([...new Set(calls.flatMap((call) => call.unpricedReasons))].join('; ')),
    isWarning: true,
  }));
}

function nameOf({ modelId, region }: ListedInvocation): string {
  return `${visibleText(modelId)} in ${visibleText(region || noValue)}`;
}
