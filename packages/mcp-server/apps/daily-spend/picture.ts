import type { DailySpend } from '../../src/tools/bedrock-daily-spend/answer-schema.ts';
import { daysOf, groupName, spendFormat, type FormatSpend } from './format.ts';
import { groupingLabel } from './groupings.ts';

type Day = DailySpend['days'][number];

/** What is drawn: an answer with names that can be shown, and a place for every calendar day. */
export interface Picture {
  answer: DailySpend;
  /** `Model`, `Person` … */
  grouping: string;
  groups: readonly PictureGroup[];
  /** `YYYY-MM-DD`, without gaps. */
  days: readonly string[];
  /** By day; days without usage are missing. */
  usage: ReadonlyMap<string, Day>;
  format: FormatSpend;
}

export interface PictureGroup {
  name: string;
  /** Custom property of the style sheet that holds its color. */
  color: string;
  spend: DailySpend['groups'][number];
}

/** Colors that can be told apart; a group beyond them sums others. */
export const colorCount = 6;

export function pictureOf(answer: DailySpend): Picture {
  const grouping = groupingLabel(answer.by);
  return {
    answer,
    grouping,
    groups: answer.groups.map((spend, place) => ({
      name: groupName(spend.key, grouping),
      color:
        spend.rowCount === undefined && place < colorCount ? `--series-${place}` : '--series-rest',
      spend,
    })),
    days: daysOf(answer.window),
    usage: new Map(answer.days.map((day) => [day.day, day])),
    format: spendFormat(answer.totals),
  };
}
