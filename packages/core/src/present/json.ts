import { visibleText } from './visible-text.ts';
import type { Report } from '../model/report.ts';

/**
 * The report as JSON, indented by two spaces. Characters that JSON allows and a terminal obeys are
 * escaped, which changes nothing for a program that reads it.
 */
export function presentJson(report: Report): string {
  return `${JSON.stringify(report, null, 2).split('\n').map(visibleText).join('\n')}\n`;
}
