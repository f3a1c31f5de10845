import { visibleText } from './visible-text.ts';
import type { Bill } from '../model/bill.ts';
import type { InvocationList } from '../model/invocation-list.ts';
import type { Report } from '../model/report.ts';

/**
 * An answer as JSON, indented by two spaces. Characters that JSON allows and a terminal obeys are
 * escaped, which changes nothing for a program that reads it.
 */
export function presentJson(answer: Report | InvocationList | Bill): string {
  return `${JSON.stringify(answer, null, 2).split('\n').map(visibleText).join('\n')}\n`;
}
