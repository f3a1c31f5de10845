import { visibleText } from '@bedrock-spend/core';

import type { DailySpend } from '../../src/tools/bedrock-daily-spend/answer-schema.ts';

const mostParts = 4;

/** What the figures leave out: one sentence each. */
export function notesOf({ totals, partial, skipped, notes }: DailySpend): string[] {
  return [
    ...priceNotes(totals.costStatus),
    ...partial.slice(0, mostParts).map(({ message }) => visibleText(message)),
    ...(partial.length > mostParts
      ? [`${partial.length - mostParts} more parts of the logs could not be read.`]
      : []),
    ...(skipped > 0
      ? [
          skipped === 1
            ? 'One piece of the logs is no readable record and is not counted.'
            : `${skipped} pieces of the logs are no readable records and are not counted.`,
        ]
      : []),
    ...notes.map(visibleText),
  ];
}

function priceNotes(status: DailySpend['totals']['costStatus']): string[] {
  switch (status) {
    case 'complete':
      return [];
    case 'incomplete':
      return [
        'Part of this usage has no known price, so the days marked “?” cost more than shown.',
      ];
    case 'unpriced':
      return ['None of this usage has a known price. That does not mean that it was free.'];
  }
}
