import { present, presentBrief, type Report } from '@bedrock-spend/core';

import type { ToolAnswer } from '../tool.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { isCut, shortenReport } from './shorten-report.ts';
import { structuredAnswer, type Answer } from './structured-answer.ts';

/** Rows of each section where there is room for them. */
const usualTop = 10;

/**
 * Tokens that text and data may take together, as estimated: a model may be given both. The
 * goal is 2,000 of those that a tokenizer counts.
 */
const mostTokens = 1980;

export interface ShortAnswerOptions {
  /** Rows of each section that were asked for; left out: as many as make a short answer. */
  top: number | undefined;
  notes: readonly string[];
  /** Where a caller finds the rows that are left out. */
  moreAt: string;
}

/**
 * A report for a model to read: the largest rows of each section, as text and as data. A text that is
 * too long in its usual form is written in fewer words.
 */
export function shortAnswer(report: Report, options: ShortAnswerOptions): ToolAnswer<Answer> {
  const usual = usualAnswer(report, options);
  if (options.top !== undefined || tokensOf(usual) <= mostTokens) return usual;
  return longestBrief(report, options);
}

function usualAnswer(report: Report, options: ShortAnswerOptions): ToolAnswer<Answer> {
  const { top = usualTop } = options;
  const shown = shortenReport(report, { top });
  return answerOf(shown, { ...options, top, text: present(shown, { format: 'classic', top }) });
}

/** One row of each section, then one more in turn for as long as the answer stays short. */
function longestBrief(report: Report, options: ShortAnswerOptions): ToolAnswer<Answer> {
  // All tries cut from this one: a report may have very many rows.
  const largest = shortenReport(report, { top: usualTop, by: 'cost' });
  const sections = Object.entries(largest.sections).toSorted(timeLast);
  let tops = Object.fromEntries(sections.map(([section]) => [section, 1]));
  let best = briefAnswer(largest, tops, options);
  for (let top = 2; top <= usualTop; top += 1) {
    for (const [section, rows] of sections) {
      if (rows.length < top) continue;
      const more = { ...tops, [section]: top };
      const answer = briefAnswer(largest, more, options);
      if (tokensOf(answer) <= mostTokens) [tops, best] = [more, answer];
    }
  }
  return best;
}

function briefAnswer(
  largest: Report,
  tops: Readonly<Record<string, number>>,
  options: ShortAnswerOptions,
): ToolAnswer<Answer> {
  const shown = shortenReport(largest, { top: tops, by: 'cost' });
  const text = presentBrief(shown, { top: usualTop, listTop: briefListTop });
  return answerOf(shown, { ...options, top: briefListTop, text });
}

/** The biggest days say less of 90 than the biggest models do of 40. */
function timeLast([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return Number(timelines.includes(left)) - Number(timelines.includes(right));
}

const timelines = ['byDay', 'byHour'];

/** Entries of lists beside the sections, such as models without a price. */
const briefListTop = 2;

interface WrittenAnswer extends Omit<ShortAnswerOptions, 'top'> {
  top: number;
  text: string;
}

function answerOf(shown: Report, { text, top, notes, moreAt }: WrittenAnswer): ToolAnswer<Answer> {
  return {
    content: [text, ...(isCut(shown) ? [moreAt] : []), ...notes],
    structured: structuredAnswer(shown, { top, isShort: true, notes }),
  };
}

function tokensOf({ content, structured }: ToolAnswer<Answer>): number {
  const text = content.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  return estimateTokens(JSON.stringify(structured)) + estimateTokens(text.join('\n'));
}
